@echo off
rem Shows Gongzhan full screen on a Windows kiosk or lobby display, and keeps showing it.
rem Windows 7 and 8.1 with Chrome 109, Windows 10 and 11 with Chrome or Edge. Needs no PowerShell.
rem
rem Install, as administrator:
rem   1. Copy this folder to C:\Gongzhan and write the address into C:\Gongzhan\kiosk-url.txt, one line:
rem        https://HUB/kiosk          (a display: https://HUB/lobby)
rem   2. In gongzhan-policy.reg replace https://gongzhan.example by https://HUB, then double-click the file.
rem   3. schtasks /create /tn Gongzhan /xml C:\Gongzhan\gongzhan-kiosk-task.xml
rem   4. Let the kiosk's user sign in by itself (netplwiz), and restart.
rem The first time, run it by hand with the one-time pairing link: gongzhan-kiosk.cmd "https://HUB/kiosk?..."
rem
rem It does not wait for the network or the hub: the app starts from its own cache. The profile holds check-ins
rem that are yet to be sent. Never delete it, and never add --incognito.
setlocal
set "URL=%~1"
if not defined URL set "URL=%GONGZHAN_URL%"
if not defined URL if exist "%~dp0kiosk-url.txt" set /p URL=<"%~dp0kiosk-url.txt"
if not defined URL (
	echo gongzhan-kiosk: no address: write https://HUB/kiosk into "%~dp0kiosk-url.txt"
	exit /b 1
)

set "BROWSER=%GONGZHAN_BROWSER%"
if not defined BROWSER call :look "%ProgramFiles%\Google\Chrome\Application\chrome.exe"
if not defined BROWSER call :look "%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe"
if not defined BROWSER call :look "%LocalAppData%\Google\Chrome\Application\chrome.exe"
if not defined BROWSER call :look "%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"
if not defined BROWSER call :look "%ProgramFiles%\Microsoft\Edge\Application\msedge.exe"
if not defined BROWSER (
	echo gongzhan-kiosk: no Chrome or Edge found: install one, or set GONGZHAN_BROWSER to its path
	exit /b 1
)

set "PROFILE=%LocalAppData%\GongzhanKiosk"
if not exist "%PROFILE%" mkdir "%PROFILE%"

:again
start "" /wait "%BROWSER%" --kiosk "%URL%" --user-data-dir="%PROFILE%" --no-first-run --no-default-browser-check --noerrdialogs --disable-session-crashed-bubble --hide-crash-restore-bubble --disable-pinch --overscroll-history-navigation=0 --autoplay-policy=no-user-gesture-required --disable-features=Translate --edge-kiosk-type=fullscreen
rem A pause of three seconds; "timeout" refuses to run without a console.
ping -n 4 127.0.0.1 >nul
goto again

:look
if exist "%~1" set "BROWSER=%~1"
goto :eof
