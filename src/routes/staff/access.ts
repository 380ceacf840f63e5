export { abilitiesOf, MAY, may, type Ability } from '$lib/domain/roles.ts';
