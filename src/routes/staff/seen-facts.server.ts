const MOST_SEEN = 2000;

/** The facts that stood on the page when staff decided: ids, parted by blanks. */
export const seenFacts = (saw: string): string[] =>
	saw
		.split(' ')
		.filter((id) => /^[0-9a-f]{32}\.\d{1,15}$/.test(id))
		.slice(0, MOST_SEEN);
