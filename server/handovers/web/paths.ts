const register = '/ket-thuc';
const below = '/ban-giao';
const item = (id: string): string => `${below}/muc/${id}`;
const delivery = (id: string): string => `${below}/lan-giao/${id}`;
const account = (id: string): string => `${below}/tai-khoan/${id}`;
const ofClosing = (id: string): string => `${below}/${id}`;
const ofContract = (contractId: string): string => `/hop-dong/${contractId}/ban-giao`;

/** Where the pages of this room are. */
export const handoverPaths = {
  register,
  /** The one page of a closing: what stands in the way, items, accounts, run, copies, papers. */
  ofContract,
  /** Starting it. */
  start: (contractId: string): string => `${ofContract(contractId)}/moi`,
  /** Leads to the page of the contract's closing. */
  closing: ofClosing,
  item,
  absence: (itemId: string): string => `${item(itemId)}/khong-co`,
  decideAbsence: (itemId: string): string => `${item(itemId)}/quyet-dinh`,
  receive: (itemId: string): string => `${item(itemId)}/tiep-nhan`,
  confirm: (deliveryId: string): string => `${delivery(deliveryId)}/xac-nhan`,
  test: (deliveryId: string): string => `${delivery(deliveryId)}/kiem-tra`,
  account,
  settle: (accountId: string): string => `${account(accountId)}/xu-ly`,
  /** A look at the accounts of a system, row by row. */
  surveyed: (surveyId: string): string => `${below}/ra-soat/${surveyId}`,
  addItem: (id: string): string => `${ofClosing(id)}/them-hang-muc`,
  addAccount: (id: string): string => `${ofClosing(id)}/them-tai-khoan`,
  nameGuest: (id: string): string => `${ofClosing(id)}/nguoi-kiem-tra`,
  survey: (id: string): string => `${ofClosing(id)}/ra-soat-tai-khoan`,
  /** The same form, with the system chosen and what the newest look at it named. */
  surveyAgain: (id: string, systemId: string): string => `${ofClosing(id)}/ra-soat-tai-khoan?he-thong=${systemId}`,
  beginRun: (id: string): string => `${ofClosing(id)}/chay-thu`,
  finishRun: (id: string): string => `${ofClosing(id)}/chay-thu/ket-qua`,
  destroy: (id: string): string => `${ofClosing(id)}/xoa-huy`,
  retain: (id: string): string => `${ofClosing(id)}/giu-lai`,
  close: (id: string): string => `${ofClosing(id)}/ket-thuc`,
  drawUp: (id: string, paper: string): string => `${ofClosing(id)}/van-ban/${paper}`,
} as const;

/** The entry of the navigation that is lit. */
export const handoverSection = 'handovers';
