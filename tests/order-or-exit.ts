/** What a command is asked to do. `read` gives null where help is asked for, and throws one line about what is wrong. */
export function orderOrExit<Order>(read: () => Order | null, usage: string): Order {
	try {
		const order = read();
		if (order !== null) return order;
		console.log(usage);
		process.exit(0);
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${usage}`);
		process.exit(2);
	}
}
