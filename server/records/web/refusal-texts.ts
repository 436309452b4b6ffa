/** Why an act on a record is refused, without ground and full stop; compose gathers the texts of all rooms. */
export const recordRefusalTexts: Readonly<Record<string, (facts: Readonly<Record<string, string>>) => string>> = {
  'record-not-open': () => 'Văn bản chưa in xong, đã vào số hoặc đã thu hồi nên không thực hiện được việc này',
  'record-printed-already': () => 'Bản in đã có, hoặc văn bản đã thu hồi',
  'record-number-missing': () => 'Nhập số văn bản theo sổ đăng ký',
  'record-number-not-borne': () => 'Văn bản này không mang số; để trống',
  'record-dated-later': ({ today }) => `Ngày ban hành không được sau hôm nay (${today ?? ''})`,
  'record-dated-before-preparation': ({ preparedOn }) => `Ngày ban hành không được trước ngày lập dự thảo (${preparedOn ?? ''})`,
  'record-copy-unsigned': () => 'Tệp không có chữ ký số nào; nếu là bản ký tay đã quét thì chọn “Bản quét của bản ký”',
  'record-signer-lacks-authority': () => 'Người được chọn ký hôm nay không có thẩm quyền ký văn bản này của cơ quan',
};
