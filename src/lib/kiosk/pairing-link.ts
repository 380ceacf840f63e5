const PARAMETER = 'pair';

/** The one-time token that a pairing link carries (32 hex digits), or null. */
export function pairingToken(address: string): string | null {
	const token = new URL(address).searchParams.get(PARAMETER);
	return token && /^[0-9a-f]{32}$/.test(token) ? token : null;
}

/** Takes the token out of the address bar: it is used up, and nobody should bookmark it. */
export function forgetPairingToken(): void {
	const url = new URL(location.href);
	if (!url.searchParams.has(PARAMETER)) return;
	url.searchParams.delete(PARAMETER);
	history.replaceState(history.state, '', url);
}
