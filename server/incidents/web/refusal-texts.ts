import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why acts about incidents are refused, without ground and full stop. */
export const incidentRefusalTexts: RefusalTexts = {
  'incident-draft-waiting': ({ code }) => `Dự thảo ${code ?? ''} của văn bản này đang chờ vào sổ; vào sổ hoặc rút dự thảo trước khi lập bản mới`,
  'incident-without-personal-data': () => 'Chưa ghi nhận vi phạm quy định về bảo vệ dữ liệu cá nhân trong sự cố này',
  'incident-no-signer': () => 'Chưa có thủ trưởng hoặc người được ủy quyền về vi phạm tại đơn vị để ký văn bản',
};
