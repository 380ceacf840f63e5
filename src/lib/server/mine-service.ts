import type { Context } from './context.ts';
import type { MineService } from './mine.ts';
import { ownData } from './own-data.ts';
import { ownMeetings } from './own-meetings.ts';

/** What a person may see of themselves: on their own phone, by their own session. */
export const mineService = ({ storage, clock }: Context): MineService => ({
	person: (memberId) => storage.read((tx) => tx.people.member(memberId)),
	meetings: (memberId) => storage.read((tx) => ownMeetings(tx, memberId)),
	everything: (memberId) => storage.read((tx) => ownData(tx, memberId, clock.now())),
});
