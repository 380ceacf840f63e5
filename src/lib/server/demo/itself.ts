import { asId, type StaffId } from '../../base/id.ts';
import type { Staff } from '../hub.ts';

/** Nobody on the staff: the demo's own data acts. */
export const DEMO_ITSELF = { id: asId<StaffId>('00'.repeat(8)) } as Staff;
