/** Where the pages of this room are: below the contract they belong to. */
export const signingPaths = {
  clauses: (id: string): string => `/hop-dong/${id}/dieu-khoan`,
  openReview: (id: string): string => `/hop-dong/${id}/dieu-khoan/bat-dau`,
  clauseGroup: (id: string, group: string): string => `/hop-dong/${id}/dieu-khoan/nhom/${group}`,
  makeAnnex: (id: string): string => `/hop-dong/${id}/dieu-khoan/phu-luc-chuan`,
  carryAnnex: (id: string, annexId: string): string => `/hop-dong/${id}/dieu-khoan/phu-luc-chuan/${annexId}/su-dung`,
  submitReview: (id: string): string => `/hop-dong/${id}/dieu-khoan/trinh`,
  confirmReview: (id: string): string => `/hop-dong/${id}/dieu-khoan/xac-nhan`,
  reviewPaper: (id: string): string => `/hop-dong/${id}/dieu-khoan/quyet-dinh-giay`,
  signing: (id: string): string => `/hop-dong/${id}/ky-ket`,
  operation: (id: string): string => `/hop-dong/${id}/van-hanh`,
  beginTrial: (id: string): string => `/hop-dong/${id}/van-hanh/bat-dau`,
  trialResult: (id: string): string => `/hop-dong/${id}/van-hanh/ket-qua`,
  planDeployment: (id: string): string => `/hop-dong/${id}/van-hanh/phuong-an`,
  goLive: (id: string): string => `/hop-dong/${id}/van-hanh/dua-vao-van-hanh`,
  goLivePaper: (id: string): string => `/hop-dong/${id}/van-hanh/quyet-dinh-giay`,
} as const;
