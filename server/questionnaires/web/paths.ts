/** Where the pages of this room are. */
export const questionnairePaths = {
  register: '/phieu-hoi',
  questionnaire: (id: string): string => `/phieu-hoi/${id}`,
  /** The page with one of its rounds in sight. */
  round: (id: string, ordinal: number): string => `/phieu-hoi/${id}?vong=${String(ordinal)}`,
  renew: (id: string): string => `/phieu-hoi/${id}/gui-lai`,
  revoke: (id: string): string => `/phieu-hoi/${id}/thu-hoi`,
  reopen: (id: string): string => `/phieu-hoi/${id}/mo-lai`,
  receive: (id: string): string => `/phieu-hoi/${id}/tiep-nhan`,
  /** Sending, from a contract or its assessment. */
  send: (contractId: string): string => `/hop-dong/${contractId}/phieu-hoi/moi`,
  takeOver: (contractId: string): string => `/hop-dong/${contractId}/phieu-hoi/ho-so`,
} as const;

/** The vendor's pages: open to whoever holds the link. */
export const answerPaths = {
  sheet: (token: string): string => `/tra-loi/${token}`,
  group: (token: string, group: string): string => `/tra-loi/${token}/nhom/${group}`,
  submit: (token: string): string => `/tra-loi/${token}/gui`,
} as const;

/** The entry of the navigation that is lit. */
export const questionnaireSection = 'questionnaires';
