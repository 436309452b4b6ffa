const clock = (id: string): string => `/thoi-han/${id}`;
const report = (id: string): string => `/bao-cao-thoi-han/${id}`;

/** Where the pages of this room are. */
export const clockPaths = {
  clock,
  report: (id: string): string => `${clock(id)}/bao-cao`,
  explain: (id: string): string => `${clock(id)}/giai-trinh`,
  acknowledge: (reportId: string): string => `${report(reportId)}/tiep-nhan`,
  recordReceipt: (reportId: string): string => `${report(reportId)}/da-nhan`,
} as const;
