/**
 * One step of the schema, applied once, in order, inside one transaction. Statements are written in the SQL that SQLite
 * and PostgreSQL share; what differs (the guard of append-only tables, partitions) the adapter adds.
 */
export interface Migration {
	/** Sorts, and never changes once released. */
	readonly name: string;
	readonly statements: readonly string[];
	/** Tables whose rows may neither be changed nor deleted. */
	readonly appendOnly: readonly string[];
	/** Tables that grow with the venues: where the database can, it divides them by `venue_id`, which every key of theirs holds. */
	readonly byVenue: readonly string[];
}
