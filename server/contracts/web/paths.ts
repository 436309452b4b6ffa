/** Where the pages of this room are. */
export const contractPaths = {
  register: '/hop-dong',
  create: '/hop-dong/moi',
  enterTransitional: '/hop-dong/chuyen-tiep/moi',
  securitySpending: '/hop-dong/chi-cho-an-ninh-mang',
  contract: (id: string): string => `/hop-dong/${id}`,
  /** The contract's page with the events of its history before one of them. */
  olderHistory: (id: string, beforeId: bigint): string => `/hop-dong/${id}?truoc=${String(beforeId)}#lich-su`,
  change: (id: string): string => `/hop-dong/${id}/sua`,
  cancel: (id: string): string => `/hop-dong/${id}/huy`,
  amend: (id: string): string => `/hop-dong/${id}/phu-luc/moi`,
  attach: (id: string): string => `/hop-dong/${id}/tep`,
  requestTransfer: (id: string): string => `/hop-dong/${id}/chuyen-co-quan`,
  transfer: (id: string): string => `/chuyen-co-quan/${id}`,
} as const;

/** The entry of the navigation that is lit. */
export const contractSection = 'contracts';
