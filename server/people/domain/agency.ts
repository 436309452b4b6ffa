/** The kinds of agency (codes of the database). 'unit' is a body below another agency. */
export const agencyKinds = ['city', 'police', 'department', 'front', 'ward', 'commune', 'special_zone', 'unit'] as const;

export type AgencyKind = (typeof agencyKinds)[number];
