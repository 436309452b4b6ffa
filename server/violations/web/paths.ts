const register = '/vu-vi-pham';
const ofCase = (id: string): string => `${register}/${id}`;
const suspension = (id: string): string => `${register}/bien-phap/${id}`;
const proposal = (id: string): string => `${register}/de-nghi/${id}`;

/** Where the pages of this room are. */
export const violationPaths = {
  register,
  /** Which contract a case is opened about, from a system, a session, a review or an incident. */
  choose: `${register}/moi`,
  /** Opening a case about a contract. */
  open: (contractId: string): string => `/hop-dong/${contractId}/vu-vi-pham/moi`,
  /** Proposals of other agencies to suspend a system of the own. */
  inbox: `${register}/de-nghi`,
  proposal,
  /** The history of a vendor. */
  ofVendor: (vendorId: string): string => `/ben-cung-cap/${vendorId}/vi-pham`,
  case: ofCase,
  /** Leads to the case of a containment. */
  containment: (containmentId: string): string => `${register}/ngan-chan/${containmentId}`,
  raise: (id: string): string => `${ofCase(id)}/bo-sung`,
  contain: (id: string): string => `${ofCase(id)}/ngan-chan`,
  confirm: (id: string): string => `${ofCase(id)}/xac-nhan`,
  newNotice: (id: string): string => `${ofCase(id)}/thong-bao/moi`,
  report: (id: string): string => `${ofCase(id)}/bao-cao`,
  newRemedy: (id: string): string => `${ofCase(id)}/khac-phuc/moi`,
  close: (id: string): string => `${ofCase(id)}/ket-thuc`,
  linkIncident: (id: string): string => `${ofCase(id)}/su-co`,
  drawUpSigns: (id: string): string => `${ofCase(id)}/van-ban/bien-ban-dau-hieu`,
  drawUpClosing: (id: string): string => `${ofCase(id)}/van-ban/bien-ban-thu-hoi`,
  done: (suspensionId: string): string => `${suspension(suspensionId)}/da-thuc-hien`,
  extend: (suspensionId: string): string => `${suspension(suspensionId)}/gia-han`,
  resume: (suspensionId: string): string => `${suspension(suspensionId)}/hoat-dong-tro-lai`,
  notice: (id: string, noticeId: string): string => `${ofCase(id)}/thong-bao/${noticeId}`,
  remedy: (id: string, remedyId: string): string => `${ofCase(id)}/khac-phuc/${remedyId}`,
} as const;

/** The entry of the navigation that is lit. */
export const violationSection = 'violations';
