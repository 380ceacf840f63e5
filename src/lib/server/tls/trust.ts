import type { LocalTls } from './folder.ts';

/** How a kiosk or a phone comes to trust this hub: what to copy, and what to type there. */
export const trustInstructions = ({ caFile, caFingerprint, expiresAt, did }: LocalTls): string => `
本地证书 Local certificates (${did})
  根证书 authority   ${caFile}
  指纹 SHA-256       ${caFingerprint}
  有效至 until       ${new Date(expiresAt).toISOString().slice(0, 10)}(服务器证书,自动更新 · the server's; renewed by itself)

把根证书文件拷到每台机器,核对指纹,然后:
Copy the authority's file to each machine, compare the fingerprint, then:

  Windows(管理员 · as administrator)
    certutil -addstore -f Root ca.crt

  Linux, Chromium(运行浏览器的用户 · as the user who runs the browser; package libnss3-tools)
    mkdir -p ~/.pki/nssdb
    certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n gongzhan -i ca.crt

  Android
    设置 ▸ 安全 ▸ 加密与凭据 ▸ 安装证书 ▸ CA 证书
    Settings ▸ Security ▸ Encryption & credentials ▸ Install a certificate ▸ CA certificate

  iOS
    打开文件并安装描述文件,再到 设置 ▸ 通用 ▸ 关于本机 ▸ 证书信任设置 中启用
    Open the file, install the profile, then Settings ▸ General ▸ About ▸ Certificate Trust Settings

不要把 ca.key 交给任何人:有它就能冒充任何网站。
Never hand out ca.key: whoever has it can pose as any site to those machines.
`;
