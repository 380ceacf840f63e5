/** Ends the program over something its user can mend: one line that says what and how. */
export function fail(message: string): never {
	process.stderr.write(`gongzhan: ${message}\n`);
	process.exit(1);
}

/** The part of a system error that helps: “no such file or directory”, not its stack. */
export function reasonOf(error: unknown): string {
	const { code, message } = error as NodeJS.ErrnoException;
	return REASONS[code ?? ''] ?? String(message ?? error).split('\n')[0]!;
}

const REASONS: Record<string, string> = {
	ENOENT: 'no such file or folder',
	ENOTDIR: 'a part of the path is not a folder',
	EISDIR: 'it is a folder',
	EEXIST: 'it is there already and is not a folder',
	EACCES: 'permission denied',
	EPERM: 'permission denied',
	EROFS: 'the file system is read-only',
	ENOSPC: 'the disk is full',
};
