import { citedInFull, contractTitle, countText, listed, paragraph, unended, vendorText } from '../../../access-grants/index.js';
import { citeClause } from '../../../kernel/citation.js';
import { longDay, type RecordBlock, type RecordModel, type RecordRow } from '../../../records/index.js';
import type { ItemToPrint, RequestMaterial } from '../../application/record-material.js';
import { stepOrder, stepWords } from '../words.js';
import { OPEN_SIGNATURE, endText, itemText } from './wording.js';

/** HS-25: asks the vendor to hand everything over, with the plan of handing over as its annex (mẫu 1.5; điểm a khoản 4 Điều 6). */
export function handoverRequest(material: RequestMaterial): RecordModel {
  const { parties, regulation, dueOn, signer } = material;
  const vendor = vendorText(parties);
  const until = dueOn === null ? '' : ` chậm nhất ngày ${longDay(dueOn)}`;
  return {
    form: 'letter',
    title: 'Công văn',
    subject: `yêu cầu chuyển giao khi kết thúc ${contractTitle(parties)}`,
    addressees: [vendor],
    blocks: [
      paragraph(`${endText(material)}, thực hiện ${citedInFull({ article: 6, clause: 4, point: 'a' }, regulation)}, ${parties.agencyName} yêu cầu ${vendor}:`),
      {
        kind: 'clauses',
        items: [
          { text: `Chuyển giao đầy đủ thông tin, dữ liệu, mã nguồn, tài liệu thiết kế và các công cụ cần thiết, bảo đảm có thể khai thác sử dụng được thông tin, dữ liệu kể cả trong trường hợp thay đổi bên cung cấp dịch vụ${until}. Các hạng mục và cách kiểm tra nêu tại Kế hoạch bàn giao kèm theo.` },
          { text: 'Bàn giao từng hạng mục kèm danh mục tệp và mã băm SHA-256; cử người có thẩm quyền ký nhận và giải đáp.' },
          { text: `Lập danh sách mọi tài khoản, khóa, chứng thư, kết nối đang sử dụng; phối hợp thay đổi mật khẩu hoặc hủy bỏ (${citeClause({ article: 6, clause: 4, point: 'b' }, regulation)}).` },
          { text: `Không xóa, hủy dữ liệu trước khi ${parties.agencyName} kiểm tra khôi phục đạt và có yêu cầu bằng văn bản; sau đó xóa, hủy mọi bản sao tại ${vendor} và nhà thầu phụ, xác nhận bằng văn bản.` },
        ],
      },
      paragraph(`Đề nghị ${vendor} thực hiện và cử đầu mối phối hợp với ${parties.agencyName}.`),
    ],
    recipients: ['Như trên'],
    filedWith: 'Hồ sơ hợp đồng',
    signatures: [signer?.signature ?? OPEN_SIGNATURE],
    annexes: [{ title: `Kế hoạch bàn giao khi kết thúc ${contractTitle(parties)}`, blocks: planBlocks(material) }],
  };
}

/** The plan: what is handed over in which order, how it is tried, and what follows. */
function planBlocks(material: RequestMaterial): RecordBlock[] {
  const { items, plan, runDays, accounts, dueOn } = material;
  return [
    { kind: 'heading', level: 1, text: 'Tổ chức thực hiện' },
    paragraph(`${unended(plan)}.`),
    { kind: 'heading', level: 1, text: 'Trình tự' },
    {
      kind: 'points',
      items: listed([
        `Bàn giao, kiểm tra các hạng mục${dueOn === null ? '' : ` chậm nhất ngày ${longDay(dueOn)}`}; người kiểm tra không phải là người nhận bàn giao, kiểm tra trên thiết bị và tài khoản mà bên cung cấp không truy cập được`,
        `Chạy thử độc lập ${countText(runDays)} ngày làm việc; trong thời gian này bên cung cấp không truy cập hệ thống`,
        `Thay đổi mật khẩu hoặc hủy bỏ từng tài khoản (hiện có ${countText(accounts)} tài khoản), rà soát tài khoản thực tế của từng hệ thống`,
        'Xóa, hủy dữ liệu tại bên cung cấp và nhà thầu phụ sau khi dữ liệu và bản sao lưu đã khôi phục đạt',
        'Nghiệm thu, thanh lý hợp đồng',
      ]),
    },
    { kind: 'heading', level: 1, text: 'Danh mục bàn giao' },
    {
      kind: 'table', numbered: true, dense: true,
      columns: [{ title: 'Hạng mục', width: 38 }, { title: 'Minh chứng', width: 24 }, { title: 'Cách kiểm tra không có bên cung cấp' }],
      rows: itemRows(items),
    },
  ];
}

function itemRows(items: readonly ItemToPrint[]): RecordRow[] {
  const grouped = stepOrder.flatMap((step): RecordRow[] => {
    const own = items.filter((item) => item.step === step);
    return own.length === 0 ? [] : [{ group: stepWords[step] }, ...own.map(rowOf)];
  });
  const known: readonly (string | null)[] = stepOrder;
  const added = items.filter(({ step }) => !known.includes(step));
  return added.length === 0 ? grouped : [...grouped, { group: 'Hạng mục bổ sung' }, ...added.map(rowOf)];
}

function rowOf(item: ItemToPrint): RecordRow {
  return [itemText(item), item.evidence, item.acceptanceTest];
}
