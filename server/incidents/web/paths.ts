const register = '/su-co';
const incident = (id: string): string => `${register}/${id}`;

/** Where the pages of this room are. */
export const incidentPaths = {
  register,
  record: `${register}/moi`,
  /** The form with a contract chosen. */
  recordOf: (contractId: string): string => `${register}/moi?hop-dong=${contractId}`,
  incident,
  grade: (id: string): string => `${incident(id)}/muc-do`,
  condition: (id: string): string => `${incident(id)}/dieu-kien`,
  notice: (id: string): string => `${incident(id)}/tin-bao`,
  handling: (id: string): string => `${incident(id)}/xu-ly`,
  drawUpReport: (id: string): string => `${incident(id)}/bao-cao-24-gio`,
  drawUpMinutes: (id: string): string => `${incident(id)}/bien-ban-du-lieu-ca-nhan`,
} as const;

/** The entry of the navigation that is lit. */
export const incidentSection = 'incidents';
