/** The gear of the emblem and the portraits: an SVG path around (0, 0). Radii in the unit of the drawing. */
export function gearPath(teeth: number, outer: number, inner: number): string {
	const step = (2 * Math.PI) / teeth;
	// A tooth is narrower at its tip than at its foot, like one that was cut.
	const corners = [
		[-0.32, inner],
		[-0.2, outer],
		[0.2, outer],
		[0.32, inner],
	] as const;
	const points: string[] = [];
	for (let tooth = 0; tooth < teeth; tooth++) {
		for (const [share, radius] of corners) {
			const angle = (tooth + share) * step - Math.PI / 2;
			points.push(`${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`);
		}
	}
	return `M${points.join('L')}Z`;
}

/** 工, drawn: two beams and a post. Around (0, 0), 2 × `half` wide. */
export function gongPath(half: number): string {
	const beam = half * 0.36;
	const post = half * 0.2;
	return (
		`M${-half * 0.86} ${-half * 0.86}H${half * 0.86}V${-half * 0.86 + beam}H${post}V${half * 0.9 - beam}` +
		`H${half}V${half * 0.9}H${-half}V${half * 0.9 - beam}H${-post}V${-half * 0.86 + beam}H${-half * 0.86}Z`
	);
}
