import type { RefusalTexts } from '../../platform/http/refusal-texts.js';

/** Why acts about clocks are refused, without ground and full stop. */
export const clockRefusalTexts: RefusalTexts = {
  'clock-without-report': () => 'Thời hạn này không dừng bằng báo cáo đã gửi mà bằng việc được thực hiện trong hồ sơ vụ vi phạm',
  'clock-not-late': () => 'Thời hạn này không quá hạn khi được ghi nhận nên không phải giải trình',
  'clock-explained': () => 'Việc quá hạn khi ghi nhận đã được giải trình',
  'report-not-to-city': () => 'Báo cáo này không gửi Công an thành phố',
  'report-received-by-city': () => 'Báo cáo này do Công an thành phố tiếp nhận trên hệ thống',
  'report-received': () => 'Báo cáo này đã có xác nhận tiếp nhận',
};
