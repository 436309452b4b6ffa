const register = '/quyen-truy-cap';
const ofContract = (contractId: string): string => `/hop-dong/${contractId}/quyen-truy-cap`;
const request = (id: string): string => `${register}/de-nghi/${id}`;
const grant = (id: string): string => `${register}/${id}`;

/** Where the pages of this room are. */
export const accessPaths = {
  register,
  inbox: `${register}/cho-duyet`,
  /** All access of a contract, and what can be asked for. */
  ofContract,
  chooseRequest: (contractId: string): string => `${ofContract(contractId)}/de-nghi`,
  newRequest: (contractId: string): string => `${ofContract(contractId)}/de-nghi/moi`,
  emergency: (contractId: string): string => `${ofContract(contractId)}/khan-cap`,
  revokeAll: (contractId: string): string => `${ofContract(contractId)}/thu-hoi`,
  newSession: (contractId: string): string => `${ofContract(contractId)}/phien/moi`,
  drawUpAgreement: (contractId: string): string => `${ofContract(contractId)}/van-ban/thoa-thuan-bao-mat`,
  drawUpDecision: (contractId: string): string => `${ofContract(contractId)}/van-ban/quyet-dinh-cap-quyen`,
  drawUpRegister: (contractId: string): string => `${ofContract(contractId)}/van-ban/so-theo-doi`,
  request,
  approve: (id: string): string => `${request(id)}/phe-duyet`,
  paper: (id: string): string => `${request(id)}/quyet-dinh-giay`,
  withdraw: (id: string): string => `${request(id)}/rut`,
  drawUpRequest: (id: string): string => `${request(id)}/van-ban`,
  grant,
  openUse: (id: string): string => `${grant(id)}/mo`,
  closeUse: (id: string, useId: string): string => `${grant(id)}/luot/${useId}/dong`,
  acknowledgeUse: (id: string, useId: string): string => `${grant(id)}/luot/${useId}/da-biet`,
  review: (id: string): string => `${grant(id)}/ra-soat`,
  cutBack: (id: string): string => `${grant(id)}/rut-ngan`,
  returnEarly: (id: string): string => `${grant(id)}/tra-som`,
  revoke: (id: string): string => `${grant(id)}/thu-hoi`,
  session: (id: string): string => `${register}/phien/${id}`,
  drawUpSession: (id: string): string => `${register}/phien/${id}/van-ban`,
  closure: (lineId: string): string => `${register}/tai-khoan/${lineId}`,
} as const;

/** The entry of the navigation that is lit. */
export const accessSection = 'access';
