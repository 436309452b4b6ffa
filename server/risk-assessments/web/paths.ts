const register = '/danh-gia-rui-ro';
const assessment = (id: string): string => `${register}/${id}`;

/** Where the pages of this room are. */
export const assessmentPaths = {
  register,
  assessment,
  /** The assessments of a contract, and opening one. */
  ofContract: (contractId: string): string => `/hop-dong/${contractId}/danh-gia-rui-ro`,
  scope: (id: string): string => `${assessment(id)}/pham-vi`,
  group: (id: string, group: string): string => `${assessment(id)}/nhom/${group}`,
  offerEvidence: (id: string, criterion: string): string => `${assessment(id)}/tieu-chi/${criterion}/minh-chung`,
  evidence: (id: string, evidenceId: string): string => `${assessment(id)}/minh-chung/${evidenceId}`,
  newTreatment: (id: string): string => `${assessment(id)}/bien-phap/moi`,
  treatment: (id: string, treatmentId: string): string => `${assessment(id)}/bien-phap/${treatmentId}`,
  removeTreatment: (id: string, treatmentId: string): string => `${assessment(id)}/bien-phap/${treatmentId}/xoa`,
  report: (id: string): string => `${assessment(id)}/bao-cao`,
  computation: (id: string): string => `${assessment(id)}/cach-tinh`,
  comparison: (id: string): string => `${assessment(id)}/so-sanh`,
  submit: (id: string): string => `${assessment(id)}/trinh`,
  opinion: (id: string): string => `${assessment(id)}/y-kien`,
  decide: (id: string): string => `${assessment(id)}/phe-duyet`,
  approve: (id: string): string => `${assessment(id)}/phe-duyet/dong-y`,
  paper: (id: string): string => `${assessment(id)}/quyet-dinh-giay`,
  askWaiver: (id: string): string => `${assessment(id)}/mien-tru/moi`,
  trigger: (id: string): string => `${assessment(id)}/su-kien/moi`,
  waiver: (waiverId: string): string => `/mien-tru-rui-ro/${waiverId}`,
  grantWaiver: (waiverId: string): string => `/mien-tru-rui-ro/${waiverId}/dong-y`,
} as const;

/** The entry of the navigation that is lit. */
export const assessmentSection = 'risk-assessments';
