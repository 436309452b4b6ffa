/** Where the pages of this room are. */
export const vendorPaths = {
  register: '/ben-cung-cap',
  create: '/ben-cung-cap/moi',
  vendor: (id: string): string => `/ben-cung-cap/${id}`,
  amend: (id: string): string => `/ben-cung-cap/${id}/sua`,
  remove: (id: string): string => `/ben-cung-cap/${id}/xoa`,
  attach: (id: string): string => `/ben-cung-cap/${id}/tep`,
  addRepresentative: (id: string): string => `/ben-cung-cap/${id}/nguoi-dai-dien/moi`,
  amendRepresentative: (id: string, representativeId: string): string => `/ben-cung-cap/${id}/nguoi-dai-dien/${representativeId}/sua`,
  addSubcontractor: (id: string): string => `/ben-cung-cap/${id}/nha-thau-phu/moi`,
  amendSubcontractor: (id: string, subcontractorId: string): string => `/ben-cung-cap/${id}/nha-thau-phu/${subcontractorId}/sua`,
  addPerson: (id: string): string => `/ben-cung-cap/${id}/nhan-su/moi`,
  person: (id: string): string => `/nhan-su-ben-cung-cap/${id}`,
  amendPerson: (id: string): string => `/nhan-su-ben-cung-cap/${id}/sua`,
  leavingOf: (id: string): string => `/nhan-su-ben-cung-cap/${id}/thoi-lam-viec`,
  addCommitment: (personId: string): string => `/nhan-su-ben-cung-cap/${personId}/cam-ket/moi`,
  commitment: (id: string): string => `/cam-ket-bao-mat/${id}`,
  endCommitment: (id: string): string => `/cam-ket-bao-mat/${id}/ket-thuc`,
} as const;

/** The entry of the navigation that is lit. */
export const vendorSection = 'vendors';
