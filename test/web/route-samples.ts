import { randomUUID } from 'node:crypto';
import { buildAccessGrant, buildAccessRequest, buildAccessSession, buildAccessUse, buildBoundPerson, type BuiltGrant } from '../builders/access.js';
import { buildDutyReport } from '../builders/clocks.js';
import { buildHandover, buildHandoverLink, buildHandoverUpload, buildQuestion } from '../builders/handover-files.js';
import { buildClosing, buildEndingContract, buildHandedOver, buildRun, buildSurvey, itemsOf, type BuiltClosing } from '../builders/closings.js';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildPublishedList } from '../builders/published-lists.js';
import { buildIncident, type BuiltIncident } from '../builders/incidents.js';
import { buildImport } from '../builders/imports.js';
import { buildDelegation } from '../builders/people.js';
import { askForWaiver, buildApprovedAssessment, buildReadyAssessment, buildSubmittedAssessment } from '../builders/risk-assessments.js';
import { buildRecord } from '../builders/records.js';
import { buildQuestionnaire, sendAnswersIn, type BuiltQuestionnaire } from '../builders/questionnaires.js';
import { pdfFile } from '../builders/sample-files.js';
import { buildActiveContract, buildAnnex, buildReadyContract, buildReview, type ReadyContract } from '../builders/signing.js';
import { buildDataAsset, buildSystem, type BuiltSystem } from '../builders/systems.js';
import { buildCase, buildContainedCase, buildRemedy, buildReport, type BuiltContainment, type CaseContract } from '../builders/violations.js';
import { buildCommitment, buildVendor, buildVendorPerson, type BuiltVendor } from '../builders/vendors.js';
import { build, buildAgency, buildPerson, giveRole, type BuiltAgency, type BuiltPerson, type World } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';
import { Caller } from './callers.js';

/** An identifier for each parameter of the routes, by the part of the path up to it, e.g. '/he-thong/:id'. A whole path, e.g. '/he-thong/:id/xoa', goes before its part. */
export type Samples = Readonly<Record<string, string>>;

interface SampleKind {
  /** Whose it is: the department's alone, the department's with beneficiaries that may read it, or nobody's in particular. */
  readonly owner: 'department' | 'department and beneficiaries' | 'city';
  readonly make: (scene: Scene) => Promise<string>;
}

/** What a set of samples is built for. */
interface Scene {
  readonly app: TestApp;
  readonly world: World;
  readonly beneficiaries: readonly BuiltAgency[];
  /** The identifier that was made for an earlier path of the table. */
  readonly id: (prefix: string) => string;
}

const shared = 'department and beneficiaries';

/** One of everything that an address can name. A part comes after its whole; a whole path has a thing of its own, for acts that need one. */
const sampleKinds: Readonly<Record<string, SampleKind>> = {
  '/quan-tri/co-quan/:id': { owner: 'city', make: async ({ app, world }) => (await someAgency(app, world)).id },
  '/quan-tri/co-quan/:id/ket-thuc': { owner: 'city', make: async ({ app, world }) => (await someAgency(app, world)).id },
  '/quan-tri/nguoi-dung/:id': { owner: 'city', make: async ({ app }) => (await somebody(app)).id },
  '/quan-tri/nguoi-dung/:id/dong': { owner: 'city', make: async ({ app }) => (await somebody(app)).id },
  '/quan-tri/nguoi-dung/:id/vai-tro/:roleId': { owner: 'city', make: ({ app, world, id }) => giveSomeRole(app, world, id('/quan-tri/nguoi-dung/:id')) },
  '/uy-quyen/:id': { owner: 'department', make: ({ app, world }) => delegateToSomebody(app, world) },

  '/thu-vien-can-cu/:library': { owner: 'city', make: async () => 'gates' },
  '/thu-vien-can-cu/:library/:version': { owner: 'city', make: async () => '2026-11-21' },

  '/ben-cung-cap/:id': { owner: 'city', make: async ({ app, world }) => (await buildVendor(app.database, { by: world.at.procurement_officer })).id },
  '/ben-cung-cap/:id/xoa': { owner: 'city', make: async ({ app, world }) => (await buildVendor(app.database, { by: world.at.procurement_officer })).id },
  '/ben-cung-cap/:id/nguoi-dai-dien/:representativeId': { owner: 'city', make: ({ app, id }) => addRepresentative(app, id('/ben-cung-cap/:id')) },
  '/ben-cung-cap/:id/nha-thau-phu/:subcontractorId': { owner: 'city', make: ({ app, id }) => addSubcontractor(app, id('/ben-cung-cap/:id')) },
  '/nhan-su-ben-cung-cap/:id': { owner: 'city', make: async ({ app, id }) => (await buildVendorPerson(app.database, { vendor: named(id('/ben-cung-cap/:id')) })).id },
  '/cam-ket-bao-mat/:id': {
    owner: 'department',
    make: async ({ app, world, id }) => {
      const person = { id: id('/nhan-su-ben-cung-cap/:id'), vendorId: id('/ben-cung-cap/:id'), fullName: '' };
      return (await buildCommitment(app.database, { person, agency: world.department, by: world.at.procurement_officer })).id;
    },
  },

  '/he-thong/:id': { owner: shared, make: someSystem },
  '/he-thong/:id/xoa': { owner: shared, make: someSystem },
  '/he-thong/:id/du-lieu/:assetId': { owner: shared, make: async ({ app, id }) => (await buildDataAsset(app.database, { system: named(id('/he-thong/:id')) })).id },

  '/hop-dong/:id': {
    owner: shared,
    make: async ({ app, world, id }) => {
      const systems = [named(id('/he-thong/:id'))];
      return (await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems })).id;
    },
  },
  '/hop-dong/:id/phu-luc/moi': {
    owner: shared,
    make: async ({ app, world, id }) => {
      const [systems, vendor] = [[named(id('/he-thong/:id'))], named(id('/ben-cung-cap/:id'))];
      return (await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems, vendor })).id;
    },
  },
  '/hop-dong/:id/dieu-khoan/nhom/:group': {
    owner: shared,
    make: async ({ app, world, id }) => {
      await buildReview(app.database, { contract: { id: id('/hop-dong/:id') }, agency: world.department, by: world.at.procurement_officer, state: 'draft', sourceScope: null });
      return 'ma-nguon';
    },
  },
  '/hop-dong/:id/dieu-khoan/phu-luc-chuan/:annexId': { owner: shared, make: ({ app, world, id }) => buildAnnex(app.database, { contract: { id: id('/hop-dong/:id') }, by: world.at.procurement_officer }) },
  '/hop-dong/:id/dieu-khoan': { owner: shared, make: contractWithSubmittedReview },
  '/hop-dong/:id/dieu-khoan/xac-nhan': { owner: shared, make: contractWithSubmittedReview },
  '/hop-dong/:id/dieu-khoan/quyet-dinh-giay': { owner: shared, make: contractWithSubmittedReview },
  '/hop-dong/:id/ky-ket': {
    owner: shared,
    // With a vendor and a system of its own: what other forms change of theirs would ask for a new assessment.
    make: async (scene) => (await buildReadyContract(scene.app.database, { agency: scene.world.department, people: scene.world.at, system: named(await someSystem(scene)) })).id,
  },
  '/hop-dong/:id/van-hanh/bat-dau': { owner: shared, make: signedContract },
  '/hop-dong/:id/van-hanh/ket-qua': { owner: shared, make: contractInTrial },
  '/hop-dong/:id/van-hanh/phuong-an': { owner: shared, make: async ({ id }) => id('/hop-dong/:id/van-hanh/ket-qua') },
  '/hop-dong/:id/van-hanh/quyet-dinh-giay': { owner: shared, make: async ({ id }) => id('/hop-dong/:id/van-hanh/ket-qua') },
  '/hop-dong/:id/quyen-truy-cap': { owner: 'department', make: async (scene) => (await contractWithAccess(scene)).id },
  ...Object.fromEntries(
    ['de-nghi', 'de-nghi/moi', 'van-ban/thoa-thuan-bao-mat', 'van-ban/quyet-dinh-cap-quyen', 'van-ban/so-theo-doi'].map((act): [string, SampleKind] => [
      `/hop-dong/:id/quyen-truy-cap/${act}`,
      { owner: 'department', make: async (scene) => (await contractWithAccess(scene)).id },
    ]),
  ),
  '/quyen-truy-cap/de-nghi/:id': { owner: 'department', make: waitingRequest },
  '/quyen-truy-cap/de-nghi/:id/phe-duyet': { owner: 'department', make: waitingRequest },
  '/quyen-truy-cap/de-nghi/:id/rut': { owner: 'department', make: waitingRequest },
  '/quyen-truy-cap/de-nghi/:id/quyet-dinh-giay': { owner: 'department', make: waitingRequest },
  '/quyen-truy-cap/:id': { owner: 'department', make: async (scene) => (await standingGrant(scene)).grantId },
  '/quyen-truy-cap/:id/luot/:useId': { owner: 'department', make: ({ app, world, id }) => buildAccessUse(app.database, { grant: { grantId: id('/quyen-truy-cap/:id') }, by: world.at.it_officer }) },
  '/quyen-truy-cap/:id/mo': { owner: 'department', make: async (scene) => (await standingGrant(scene)).grantId },
  '/quyen-truy-cap/:id/ra-soat': { owner: 'department', make: async (scene) => (await buildAccessGrant(scene.app.database, { contract: await contractWithAccess(scene), form: 'emergency', by: scene.world.at.it_officer })).grantId },
  '/quyen-truy-cap/:id/rut-ngan': { owner: 'department', make: runningGrant },
  '/quyen-truy-cap/:id/tra-som': { owner: 'department', make: runningGrant },
  '/quyen-truy-cap/:id/thu-hoi': { owner: 'department', make: runningGrant },
  '/hop-dong/:id/quyen-truy-cap/khan-cap': { owner: 'department', make: async (scene) => (await contractWithAccess(scene)).id },
  '/hop-dong/:id/quyen-truy-cap/thu-hoi': { owner: 'department', make: contractWithGrant },
  '/hop-dong/:id/quyen-truy-cap/phien/moi': { owner: 'department', make: contractWithGrant },
  '/quyen-truy-cap/phien/:id': { owner: 'department', make: async (scene) => buildAccessSession(scene.app.database, { contract: await contractWithAccess(scene), personName: 'Người Minh Họa' }) },
  '/quyen-truy-cap/tai-khoan/:lineId': { owner: 'department', make: lineThatIsOver },
  '/su-co/:id': { owner: 'department', make: async (scene) => (await lateIncident(scene)).id },
  '/thoi-han/:id': { owner: 'department', make: async (scene) => (await lateIncident(scene)).clocks['D-03'] ?? missing('a clock') },
  '/thoi-han/:id/giai-trinh': { owner: 'department', make: async (scene) => (await lateIncident(scene)).clocks['D-03'] ?? missing('a clock') },
  '/bao-cao-thoi-han/:id/tiep-nhan': { owner: 'department', make: (scene) => reportFor(scene, 'D-03') },
  '/bao-cao-thoi-han/:id/da-nhan': { owner: 'department', make: (scene) => reportFor(scene, 'D-04') },
  '/hop-dong/:id/vu-vi-pham/moi': { owner: 'department', make: async (scene) => (await contractInTrouble(scene)).id },
  '/vu-vi-pham/:id': { owner: 'department', make: async (scene) => (await containedCase(scene)).id },
  '/vu-vi-pham/:id/thong-bao/:noticeId': { owner: 'department', make: ({ app, id }) => partOfCase(app, 'case_notice', id('/vu-vi-pham/:id')) },
  '/vu-vi-pham/:id/khac-phuc/:remedyId': { owner: 'department', make: ({ app, id }) => partOfCase(app, 'case_remedy', id('/vu-vi-pham/:id')) },
  ...Object.fromEntries(
    ['bo-sung', 'su-co', 'ngan-chan', 'ket-thuc', 'van-ban/bien-ban-dau-hieu'].map((act): [string, SampleKind] => [
      `/vu-vi-pham/:id/${act}`,
      { owner: 'department', make: async (scene) => (await buildCase(scene.app.database, { contract: await contractInTrouble(scene) })).id },
    ]),
  ),
  '/vu-vi-pham/bien-phap/:id': { owner: 'department', make: async (scene) => (await containedCase(scene)).suspensionId ?? missing('a suspension') },
  '/vu-vi-pham/bien-phap/:id/hoat-dong-tro-lai': { owner: 'department', make: async (scene) => (await repairedCase(scene)).suspensionId ?? missing('a suspension') },
  '/vu-vi-pham/ngan-chan/:id': { owner: 'department', make: async (scene) => (await containedCase(scene)).containmentId },
  '/vu-vi-pham/de-nghi/:id': { owner: 'department', make: proposalOfAnother },
  '/hop-dong/:id/ban-giao': { owner: 'department', make: async (scene) => (await someClosing(scene)).contract.id },
  '/hop-dong/:id/ban-giao/moi': { owner: 'department', make: async ({ app, world }) => (await buildEndingContract(app.database, world)).id },
  '/ban-giao/:id': { owner: 'department', make: async (scene) => (await someClosing(scene)).id },
  '/ban-giao/:id/chay-thu': { owner: 'department', make: async (scene) => (await everythingHandedOver(scene)).id },
  '/ban-giao/:id/chay-thu/ket-qua': {
    owner: 'department',
    make: async (scene) => {
      const closing = await everythingHandedOver(scene);
      await buildRun(scene.app.database, closing);
      return closing.id;
    },
  },
  '/ban-giao/muc/:id': { owner: 'department', make: (scene) => itemOf(scene, 'BG-02') },
  '/ban-giao/muc/:id/quyet-dinh': { owner: 'department', make: absenceToDecide },
  '/ban-giao/lan-giao/:id': { owner: 'department', make: someDelivery },
  '/ban-giao/lan-giao/:id/xac-nhan': { owner: 'department', make: unconfirmedDelivery },
  '/ban-giao/ra-soat/:id': { owner: 'department', make: async (scene) => buildSurvey(scene.app.database, await someClosing(scene)) },
  '/ban-giao/tai-khoan/:id': { owner: 'department', make: accountToSettle },
  '/hop-dong/:id/danh-gia-rui-ro': { owner: 'department', make: (scene) => someAssessable(scene) },
  '/danh-gia-rui-ro/:id': { owner: 'department', make: async (scene) => (await buildReadyAssessment(scene.app.database, await assessmentScene(scene))).id },
  '/danh-gia-rui-ro/:id/nhom/:group': { owner: 'department', make: async () => 'DL' },
  '/danh-gia-rui-ro/:id/tieu-chi/:criterion': { owner: 'department', make: async () => 'DL-01' },
  '/danh-gia-rui-ro/:id/minh-chung/:evidenceId': { owner: 'department', make: ({ app, id }) => partOfAssessment(app, 'risk_evidence', id('/danh-gia-rui-ro/:id')) },
  '/danh-gia-rui-ro/:id/bien-phap/:treatmentId': { owner: 'department', make: ({ app, id }) => partOfAssessment(app, 'risk_treatment', id('/danh-gia-rui-ro/:id')) },
  ...Object.fromEntries(
    ['y-kien', 'phe-duyet', 'quyet-dinh-giay', 'mien-tru/moi'].map((act): [string, SampleKind] => [
      `/danh-gia-rui-ro/:id/${act}`,
      { owner: 'department', make: async (scene) => (await buildSubmittedAssessment(scene.app.database, { ...(await assessmentScene(scene)), failedB: ['DL-04'] })).id },
    ]),
  ),
  '/danh-gia-rui-ro/:id/trinh': { owner: 'department', make: async (scene) => (await buildReadyAssessment(scene.app.database, await assessmentScene(scene))).id },
  '/mien-tru-rui-ro/:id': { owner: 'department', make: someWaiver },
  '/chuyen-co-quan/:id': { owner: 'department', make: ({ app, world }) => offerContract(app, world) },
  '/chuyen-co-quan/:id/quyet-dinh-giay': { owner: 'department', make: ({ app, world }) => offerContract(app, world) },

  '/van-ban/:id': { owner: 'department', make: (scene) => someRecord(scene, 'printed') },
  '/van-ban/:id/vao-so': { owner: 'department', make: (scene) => someRecord(scene, 'printed') },
  '/van-ban/:id/thu-hoi': { owner: 'department', make: (scene) => someRecord(scene, 'printed') },
  '/van-ban/:id/ban-in-chinh-thuc': { owner: 'department', make: (scene) => someRecord(scene, 'registered') },
  '/van-ban/:id/dinh-kem': { owner: 'department', make: (scene) => someRecord(scene, 'registered') },

  '/doi-chieu-goi-thau/:id': { owner: 'department', make: async (scene) => (await somePackages(scene)).id },
  '/goi-thau-cong-bo/:id': { owner: 'department', make: async (scene) => (await somePackages(scene)).packages[0]?.id ?? missing('a package') },
  '/goi-thau-cong-bo/:id/co-quan': { owner: 'department', make: async (scene) => (await somePackages(scene)).packages[1]?.id ?? missing('a package') },

  '/hop-dong/:id/phieu-hoi/moi': { owner: shared, make: async (scene) => (await contractToAskAbout(scene)).contract.id },
  '/hop-dong/:id/phieu-hoi/ho-so': {
    owner: shared,
    make: async (scene) => {
      const { contract, vendor } = await contractToAskAbout(scene);
      await sendAnswersIn(scene.app.database, await askAnother(scene, vendor));
      return contract.id;
    },
  },
  '/phieu-hoi/:id': { owner: 'department', make: async (scene) => (await askVendor(scene)).id },
  '/phieu-hoi/:id/mo-lai': {
    owner: 'department',
    make: async (scene) => {
      const asked = await askVendor(scene);
      await sendAnswersIn(scene.app.database, asked);
      return asked.id;
    },
  },
  '/tra-loi/:token': { owner: 'city', make: async (scene) => (await askVendor(scene)).token },
  '/tra-loi/:token/nhom/:group': { owner: 'city', make: async () => 'DL' },

  '/ban-giao/:id/duong-lien-ket/thu-hoi': {
    owner: 'department',
    make: async (scene) => {
      const closing = await someClosing(scene);
      await buildHandoverLink(scene.app.database, closing);
      return closing.id;
    },
  },
  '/ban-giao/minh-chung/:kind': { owner: 'city', make: async () => 'item' },
  '/ban-giao/minh-chung/:kind/:subjectId': { owner: 'department', make: (scene) => itemOf(scene, 'BG-02') },
  '/ban-giao/nhan-xet/:id': { owner: 'department', make: async (scene) => buildQuestion(scene.app.database, await someClosing(scene), await itemOf(scene, 'BG-03'), scene.world.at.auditor) },
  '/ban-giao/tep/:uploadId': { owner: 'department', make: async (scene) => buildHandoverUpload(scene.app.database, { itemId: await itemOf(scene, 'BG-02'), userId: scene.world.at.it_officer.id }) },
  '/giao/:token': { owner: 'city', make: async (scene) => (await vendorLink(scene)).token },
  '/giao/:token/hang-muc/:itemId': { owner: 'city', make: async (scene) => (await vendorLink(scene)).itemId },
  '/giao/:token/tep/:uploadId': { owner: 'city', make: async (scene) => (await vendorLink(scene)).uploadId },

  '/tep/:id': { owner: 'department', make: async ({ app, world, id }) => attachFile(app, world, id('/he-thong/:id')) },

  '/nhap-danh-sach/mau/:kind': { owner: 'city', make: async () => 'contracts' },
  '/nhap-danh-sach/:id': { owner: 'department', make: (scene) => someImport(scene, 'review') },
  '/nhap-danh-sach/:id/trang-tinh': { owner: 'department', make: (scene) => someImport(scene, 'choosing-sheet') },
  '/nhap-danh-sach/:id/hang-tieu-de': { owner: 'department', make: (scene) => someImport(scene, 'matching') },
  '/nhap-danh-sach/:id/cot': { owner: 'department', make: (scene) => someImport(scene, 'matching') },
  '/nhap-danh-sach/:id/hoan-tac': { owner: 'department', make: (scene) => someImport(scene, 'done') },
  '/nhap-danh-sach/:id/dong-chua-nhap': { owner: 'department', make: (scene) => someImport(scene, 'done') },
};

const closings = new WeakMap<Scene, Promise<BuiltClosing>>();

/** One closing for all that is tried on one. */
function someClosing(scene: Scene): Promise<BuiltClosing> {
  const built = closings.get(scene) ?? buildEndingContract(scene.app.database, scene.world).then((contract) => buildClosing(scene.app.database, contract));
  closings.set(scene, built);
  return built;
}

async function itemOf(scene: Scene, code: string): Promise<string> {
  return (await itemsOf(scene.app.database, await someClosing(scene)))[code] ?? missing('an item');
}

/** An item whose waiver waits for the head. */
async function absenceToDecide(scene: Scene): Promise<string> {
  const itemId = await itemOf(scene, 'BG-10');
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO handover_absence (id, item_id, kind, ground, asked_by) VALUES (gen_random_uuid(), $1, 'waived', 'Đã có từ trước', $2)`, [itemId, scene.world.at.procurement_officer.id]);
  });
  return itemId;
}

/** A closing whose items were all received and tried. */
async function everythingHandedOver({ app, world }: Scene): Promise<BuiltClosing> {
  const closing = await buildClosing(app.database, await buildEndingContract(app.database, world));
  await buildHandedOver(app.database, closing);
  return closing;
}

/** A hand-over that was received and tried. */
async function someDelivery(scene: Scene): Promise<string> {
  const closing = await everythingHandedOver(scene);
  const [row] = await scene.app.database.asOwner<{ id: string }>('SELECT d.id FROM handover_delivery d JOIN handover_item i ON i.id = d.item_id WHERE i.closing_id = $1 LIMIT 1', [closing.id]);
  return row?.id ?? missing('a hand-over');
}

/** A hand-over that neither side has confirmed. */
async function unconfirmedDelivery(scene: Scene): Promise<string> {
  const [deliveryId, itemId] = [randomUUID(), await itemOf(scene, 'BG-12')];
  await build(scene.app.database, async (query) => {
    await query(
      `INSERT INTO handover_delivery (id, item_id, giver_name, contents, place, effective_on, via, recorded_by) VALUES ($1, $2, 'Người Bàn Giao', 'Đặc tả giao diện', 'Kho lưu trữ', app_today(), 'officer', $3)`,
      [deliveryId, itemId, scene.world.at.procurement_officer.id],
    );
  });
  return deliveryId;
}

/** A key that somebody added to the list. */
async function accountToSettle(scene: Scene): Promise<string> {
  const [accountId, closing] = [randomUUID(), await someClosing(scene)];
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO closing_account (id, closing_id, system_id, kind, name, origin, added_by) VALUES ($1, $2, $3, 'api-key', 'khoa-tich-hop', 'added', $4)`, [
      accountId, closing.id, closing.contract.system.id, scene.world.at.it_officer.id,
    ]);
  });
  return accountId;
}

/** An incident that was found too late for its 24-hour report, of which people have also lost their data. */
function lateIncident({ app, world }: Scene): Promise<BuiltIncident> {
  return buildIncident(app.database, { agency: world.department, by: world.at.it_officer, occurred: 30, conditions: ['personal-data', 'serious-interruption'] });
}

/** A report that was sent for a clock of an incident. */
async function reportFor(scene: Scene, clock: string): Promise<string> {
  const clockId = (await lateIncident(scene)).clocks[clock] ?? missing('a clock');
  return buildDutyReport(scene.app.database, { clockId, by: scene.world.at.it_officer });
}

/** A list with a package of the department and one whose agency is not known. */
function somePackages({ app, world }: Scene): ReturnType<typeof buildPublishedList> {
  return buildPublishedList(app.database, { agency: world.department, by: world.at.procurement_officer, packages: [{ agency: world.department }, {}] });
}

/** An import at a step; its file is one that lies in the evidence store. */
async function someImport({ app, world, id }: Scene, standing: 'choosing-sheet' | 'matching' | 'review' | 'done'): Promise<string> {
  const [file] = await app.database.asOwner<{ sha256: string }>('SELECT sha256 FROM attachment WHERE id = $1', [id('/tep/:id')]);
  return buildImport(app.database, { agency: world.department, by: world.at.procurement_officer, standing, ...(file === undefined ? {} : { sha256: file.sha256 }) });
}

/** What builders ask for of things that are known by their identifier here. */
function named(id: string): BuiltSystem & BuiltVendor {
  return { id, code: '', name: '', taxCode: '' };
}

let made = 0;

async function someAgency(app: TestApp, world: World): Promise<BuiltAgency> {
  made += 1;
  return buildAgency(app.database, { code: `don-vi-${made}`, name: `Đơn vị Minh Họa ${made}`, kind: 'unit', parentId: world.city.id });
}

async function somebody(app: TestApp): Promise<BuiltPerson> {
  made += 1;
  return buildPerson(app.database, { login: `ai-do-${made}` });
}

async function giveSomeRole(app: TestApp, world: World, userId: string): Promise<string> {
  await giveRole(app.database, { person: { id: userId, login: '', password: '', fullName: '' }, role: 'auditor', agency: world.department, by: world.at.administrator });
  const [role] = await app.database.asOwner<{ id: string }>('SELECT id FROM role_assignment WHERE user_id = $1', [userId]);
  return role?.id ?? missing('a role');
}

/** The head delegates to somebody without any other role: whoever is named gets the head's rights. */
async function delegateToSomebody(app: TestApp, world: World): Promise<string> {
  return buildDelegation(app.database, { head: world.at.unit_head, delegate: await somebody(app), agency: world.department });
}

async function addRepresentative(app: TestApp, vendorId: string): Promise<string> {
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO vendor_representative (id, vendor_id, full_name, post, authority_ground, valid_from)
       VALUES ($1, $2, 'Đại Diện Minh Họa', 'Giám đốc', 'Điều lệ công ty', '2026-01-01')`,
      [id, vendorId],
    );
  });
  return id;
}

async function addSubcontractor(app: TestApp, vendorId: string): Promise<string> {
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(`INSERT INTO vendor_subcontractor (id, vendor_id, company_name, service) VALUES ($1, $2, 'Công ty Phụ Minh Họa', 'Vận hành trung tâm dữ liệu')`, [id, vendorId]);
  });
  return id;
}

async function someSystem({ app, world, beneficiaries }: Scene): Promise<string> {
  return (await buildSystem(app.database, { agency: world.department, beneficiaries, state: 'trial' })).id;
}

/** A review of clauses that somebody else submitted waits for the head. */
async function contractWithSubmittedReview({ app, world, id }: Scene): Promise<string> {
  const contract = await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [named(id('/he-thong/:id'))] });
  await buildReview(app.database, { contract, agency: world.department, by: world.at.it_officer, state: 'submitted' });
  return contract.id;
}

/** A contract that was signed before the agency worked with the product. */
async function signedContract({ app, world, id }: Scene): Promise<string> {
  const [systems, vendor] = [[named(id('/he-thong/:id'))], named(id('/ben-cung-cap/:id'))];
  return (await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems, vendor, phase: 'signed' })).id;
}

async function contractInTrial(scene: Scene): Promise<string> {
  const contractId = await signedContract(scene);
  await build(scene.app.database, async (query) => {
    await query(`INSERT INTO contract_milestone (contract_id, milestone, on_day, recorded_by) VALUES ($1, 'trial-began', app_today(), $2)`, [contractId, scene.world.at.procurement_officer.id]);
    await query(`UPDATE contract SET phase = 'trial', version = version + 1 WHERE id = $1`, [contractId]);
  });
  return contractId;
}

async function someAssessable({ app, world, id }: Scene): Promise<string> {
  return (await buildPlannedContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [named(id('/he-thong/:id'))], vendor: named(id('/ben-cung-cap/:id')) })).id;
}

async function assessmentScene(scene: Scene) {
  const { world } = scene;
  return { contract: { id: await someAssessable(scene) }, opener: world.at.procurement_officer, assessor: world.at.it_officer };
}

async function partOfAssessment(app: TestApp, table: 'risk_evidence' | 'risk_treatment', assessmentId: string): Promise<string> {
  const [row] = await app.database.asOwner<{ id: string }>(`SELECT id FROM ${table} WHERE assessment_id = $1 LIMIT 1`, [assessmentId]);
  return row?.id ?? missing(table);
}

/** A waiver that was asked for after the approval, by somebody else than the assessor. */
async function someWaiver(scene: Scene): Promise<string> {
  const { app, world } = scene;
  const assessment = await buildApprovedAssessment(app.database, { ...(await assessmentScene(scene)), agency: world.department, head: world.at.unit_head, failedB: ['DL-04'] });
  return askForWaiver(app.database, { assessment, by: world.at.procurement_officer, criterion: 'DL-04', endsOn: '2027-01-15' });
}

/** Another unit wants to hand a contract of its own to the department. */
async function offerContract(app: TestApp, world: World): Promise<string> {
  const giver = await someAgency(app, world);
  const officer = await somebody(app);
  await giveRole(app.database, { person: officer, role: 'procurement_officer', agency: giver, by: world.at.administrator });
  const contract = await buildPlannedContract(app.database, { agency: giver, by: officer });
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO contract_transfer (id, contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by)
       VALUES ($1, $2, $3, $4, '2026-11-15', '12/QĐ-TN', '2026-11-01', 'Sắp xếp lại đơn vị', $5)`,
      [id, contract.id, giver.id, world.department.id, officer.id],
    );
  });
  return id;
}

/** A running contract of the department with a vendor of its own. */
async function contractToAskAbout({ app, world, id }: Scene) {
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const systems = [named(id('/he-thong/:id'))];
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, vendor, systems });
  return { contract, vendor };
}

async function askVendor(scene: Scene): Promise<BuiltQuestionnaire> {
  const { app, world } = scene;
  const { contract, vendor } = await contractToAskAbout(scene);
  return buildQuestionnaire(app.database, { agency: world.department, contract, vendor, by: world.at.procurement_officer });
}

/** The ward asks the same vendor for a contract of its own. */
async function askAnother({ app, world }: Scene, vendor: BuiltVendor): Promise<BuiltQuestionnaire> {
  const contract = await buildTransitionalContract(app.database, { agency: world.ward, by: world.atWard.procurement_officer, vendor });
  return buildQuestionnaire(app.database, { agency: world.ward, contract, vendor, by: world.atWard.procurement_officer });
}

/** Makes one of everything for the department; the ward benefits from it where `beneficiaries` names it. */
export async function buildSamples(app: TestApp, world: World, beneficiaries: readonly BuiltAgency[] = []): Promise<Samples> {
  const samples: Record<string, string> = {};
  const id = (prefix: string): string => samples[prefix] ?? missing(prefix);
  const scene: Scene = { app, world, beneficiaries, id };
  for (const [prefix, kind] of Object.entries(sampleKinds)) samples[prefix] = await kind.make(scene);
  return samples;
}

/** A record whose prints are the bytes of a file that lies in the evidence store. */
async function someRecord({ app, world, id }: Scene, status: 'printed' | 'registered'): Promise<string> {
  const sha256 = (await keptPrint(app)) ?? (await keepPrint(app, world, id('/he-thong/:id')));
  return (await buildRecord(app.database, { agency: world.department, by: world.at.procurement_officer, status, sha256 })).id;
}

async function keptPrint(app: TestApp): Promise<string | undefined> {
  return (await app.database.asOwner<{ sha256: string }>(`SELECT sha256 FROM attachment WHERE purpose = 'Bản in minh họa'`))[0]?.sha256;
}

async function keepPrint(app: TestApp, world: World, systemId: string): Promise<string> {
  const officer = await Caller.signedIn(app, world.at.it_officer);
  await officer.postFiles(`/he-thong/${systemId}/tep`, { purpose: 'Bản in minh họa' }, { files: { content: pdfFile(), name: 'ban-in.pdf' } });
  return (await keptPrint(app)) ?? missing('a kept print');
}

/** Attaches a file to a system through its page, so that its bytes lie in the evidence store; gives the attachment. */
async function attachFile(app: TestApp, world: World, systemId: string): Promise<string> {
  const officer = await Caller.signedIn(app, world.at.it_officer);
  const content = Buffer.from(`Nội dung minh họa của ${systemId}\n`);
  const answer = await officer.postFiles(`/he-thong/${systemId}/tep`, { purpose: 'Tài liệu minh họa' }, { files: { content, name: 'minh-hoa.txt' } });
  const [attachment] = await app.database.asOwner<{ id: string }>('SELECT id FROM attachment WHERE subject_id = $1', [systemId]);
  if (attachment === undefined) throw new Error(`the file of the samples was not attached: ${answer.status} ${answer.text.slice(0, 2000)}`);
  return attachment.id;
}

const vendorLinks = new WeakMap<Scene, Promise<{ readonly token: string; readonly itemId: string; readonly uploadId: string }>>();

/** One link of the vendor's for all that is tried through one. */
function vendorLink(scene: Scene): Promise<{ readonly token: string; readonly itemId: string; readonly uploadId: string }> {
  const { app, world } = scene;
  const built = vendorLinks.get(scene) ?? buildHandover(app.database, world).then(async (handover) => {
    const { id, token } = await buildHandoverLink(app.database, handover);
    const itemId = handover.item('BG-02');
    return { token, itemId, uploadId: await buildHandoverUpload(app.database, { itemId, linkId: id }) };
  });
  vendorLinks.set(scene, built);
  return built;
}

/** The parameters of a path, each as the part of the path up to it. */
export function parametersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.flatMap((part, index) => (part.startsWith(':') ? [parts.slice(0, index + 1).join('/')] : []));
}

function missing(prefix: string): never {
  throw new Error(`test/web/route-samples.ts makes nothing that ${prefix} could name`);
}

/** Under which key the samples hold what a parameter of a path names: the first one may have a thing of its own for the whole path. */
export function sampleKey(path: string, prefix: string, samples: Samples): string {
  const parameters = parametersOf(path);
  return prefix === parameters[0] && !parameters.includes(path) && samples[path] !== undefined ? path : prefix;
}

/** The address of a route with its parameters filled in. @throws when the samples have nothing for one of them */
export function addressOf(path: string, samples: Samples): string {
  return parametersOf(path).reduceRight((address, prefix) => {
    const name = prefix.slice(prefix.lastIndexOf('/'));
    return `${prefix.slice(0, -name.length)}/${samples[sampleKey(path, prefix, samples)] ?? missing(prefix)}${address.slice(prefix.length)}`;
  }, path);
}

/** Whether everything a path names belongs to the city rather than to one agency. */
export function isOfTheCity(path: string): boolean {
  return ownersOf(path).every((owner) => owner === 'city');
}

/** Whether the beneficiaries of what a path names may read it. */
export function isSharedWithBeneficiaries(path: string): boolean {
  return ownersOf(path).every((owner) => owner === 'department and beneficiaries');
}

function ownersOf(path: string): readonly SampleKind['owner'][] {
  const parameters = parametersOf(path);
  return parameters.map((prefix) => {
    const ofItsOwn = prefix === parameters[0] && !parameters.includes(path) ? sampleKinds[path] : undefined;
    return (ofItsOwn ?? sampleKinds[prefix] ?? missing(prefix)).owner;
  });
}

/** A contract in operation takes many statements to build; one of each set of samples serves all of its access. */
const contractsOfScenes = new WeakMap<Scene, ReadyContract>();

/** A contract in operation with somebody of its vendor who may be given access. */
async function contractWithAccess(scene: Scene): Promise<ReadyContract> {
  const built = contractsOfScenes.get(scene) ?? (await anotherContractWithAccess(scene));
  contractsOfScenes.set(scene, built);
  return built;
}

async function anotherContractWithAccess({ app, world }: Scene): Promise<ReadyContract> {
  const contract = await buildActiveContract(app.database, { agency: world.department, people: world.at, startsOn: '2026-11-01' });
  await buildBoundPerson(app.database, { contract });
  return contract;
}

/** Violations have a contract of their own, from before the product: what is contained there ends and bars nothing that others are tried on. */
const contractsInTrouble = new WeakMap<Scene, Promise<CaseContract>>();

function contractInTrouble(scene: Scene): Promise<CaseContract> {
  const built = contractsInTrouble.get(scene) ?? anotherInTrouble(scene);
  contractsInTrouble.set(scene, built);
  return built;
}

async function anotherInTrouble({ app, world }: Scene): Promise<CaseContract> {
  const system = await buildSystem(app.database, { agency: world.department });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const contract = await buildTransitionalContract(app.database, { agency: world.department, by: world.at.procurement_officer, systems: [system], vendor });
  return { id: contract.id, agency: world.department, system, people: world.at };
}

/** One contained case of each set: its system is paused, with a notice to send and a remedy to look at. */
const containedCases = new WeakMap<Scene, Promise<BuiltContainment>>();

function containedCase(scene: Scene): Promise<BuiltContainment> {
  const built = containedCases.get(scene) ?? anotherContained(scene);
  containedCases.set(scene, built);
  return built;
}

async function anotherContained(scene: Scene): Promise<BuiltContainment> {
  const contained = await buildContainedCase(scene.app.database, { contract: await contractInTrouble(scene) });
  await buildRemedy(scene.app.database, contained, { verified: false });
  return contained;
}

/** A contained case that is reported and put right: its system may run again. */
async function repairedCase(scene: Scene): Promise<BuiltContainment> {
  const contained = await buildContainedCase(scene.app.database, { contract: await anotherInTrouble(scene) });
  await buildReport(scene.app.database, contained);
  await buildRemedy(scene.app.database, contained);
  return contained;
}

async function partOfCase(app: TestApp, table: 'case_notice' | 'case_remedy', caseId: string): Promise<string> {
  const [row] = await app.database.asOwner<{ id: string }>(`SELECT id FROM ${table} WHERE case_id = $1 LIMIT 1`, [caseId]);
  return row?.id ?? missing(table);
}

/** Another unit proposes to pause a system that the department manages. */
async function proposalOfAnother({ app, world }: Scene): Promise<string> {
  const from = await someAgency(app, world);
  const officer = await somebody(app);
  await giveRole(app.database, { person: officer, role: 'unit_head', agency: from, by: world.at.administrator });
  const system = await buildSystem(app.database, { agency: world.department });
  const vendor = await buildVendor(app.database, { by: world.at.procurement_officer });
  const contract = await buildTransitionalContract(app.database, { agency: from, by: officer, systems: [system], vendor });
  const people = { procurement_officer: officer, it_officer: officer, unit_head: officer, records_clerk: officer };
  const id = randomUUID();
  await buildContainedCase(app.database, {
    contract: { id: contract.id, agency: from, system, people },
    containment: { measure: 'none', reason: 'Hệ thống do cơ quan khác quản lý', proposal: { id, systemId: system.id, toAgencyId: world.department.id } },
  });
  return id;
}

async function waitingRequest(scene: Scene): Promise<string> {
  return (await buildAccessRequest(scene.app.database, { contract: await contractWithAccess(scene) })).id;
}

async function standingGrant(scene: Scene): Promise<BuiltGrant> {
  return buildAccessGrant(scene.app.database, { contract: await contractWithAccess(scene), form: 'standing', hours: 240 });
}

async function runningGrant(scene: Scene): Promise<string> {
  return (await buildAccessGrant(scene.app.database, { contract: await contractWithAccess(scene) })).grantId;
}

/** One of its own: revoking there ends nothing that others are tried on. */
async function contractWithGrant(scene: Scene): Promise<string> {
  const contract = await anotherContractWithAccess(scene);
  await buildAccessGrant(scene.app.database, { contract });
  return contract.id;
}

/** An account whose hour is over and that nobody confirmed disabled: given three hours ago for one. */
async function lineThatIsOver(scene: Scene): Promise<string> {
  const { app } = scene;
  const now = app.clock.now();
  await app.setNow(new Date(now.getTime() - 3 * 3_600_000).toISOString());
  const { grantId } = await buildAccessGrant(app.database, { contract: await contractWithAccess(scene), hours: 1 });
  await app.setNow(now.toISOString());
  const [line] = await app.database.asOwner<{ id: string }>('SELECT id FROM access_line WHERE grant_id = $1', [grantId]);
  return line?.id ?? missing('an account of a grant');
}
