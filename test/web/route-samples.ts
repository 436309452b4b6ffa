import { buildAccessGrant, buildAccessSession, buildAccessUse } from '../builders/access.js';
import { buildEndingContract, buildRun, buildSurvey } from '../builders/closings.js';
import { buildPlannedContract, buildTransitionalContract } from '../builders/contracts.js';
import { buildHandoverLink, buildHandoverUpload, buildQuestion } from '../builders/handover-files.js';
import { sendAnswersIn } from '../builders/questionnaires.js';
import { buildReadyAssessment, buildSubmittedAssessment } from '../builders/risk-assessments.js';
import { buildAnnex, buildReadyContract, buildReview } from '../builders/signing.js';
import { buildDataAsset } from '../builders/systems.js';
import { buildCommitment, buildVendor, buildVendorPerson } from '../builders/vendors.js';
import { buildCase } from '../builders/violations.js';
import type { BuiltAgency, World } from '../builders/world.js';
import type { TestApp } from '../harness/app.js';
import { contractWithAccess, contractWithGrant, lineThatIsOver, runningGrant, standingGrant, waitingRequest } from './samples/access.js';
import { absenceToDecide, accountToSettle, everythingHandedOver, itemOf, someClosing, someDelivery, unconfirmedDelivery, vendorLink } from './samples/closings.js';
import { delegateToSomebody, giveSomeRole, offerContract, someAgency, somebody } from './samples/people.js';
import { addRepresentative, addSubcontractor, attachFile, someImport, somePackages, someRecord, someSystem } from './samples/registers.js';
import { missing, named, type Scene } from './samples/scene.js';
import { askAnother, askVendor, assessmentScene, contractInTrial, contractToAskAbout, contractWithSubmittedReview, partOfAssessment, signedContract, someAssessable, someWaiver } from './samples/signing.js';
import { containedCase, contractInTrouble, lateIncident, partOfCase, proposalOfAnother, repairedCase, reportFor } from './samples/violations.js';

/** An identifier for each parameter of the routes, by the part of the path up to it, e.g. '/he-thong/:id'. A whole path, e.g. '/he-thong/:id/xoa', goes before its part. */
export type Samples = Readonly<Record<string, string>>;

interface SampleKind {
  /** Whose it is: the department's alone, the department's with beneficiaries that may read it, or nobody's in particular. */
  readonly owner: 'department' | 'department and beneficiaries' | 'city';
  readonly make: (scene: Scene) => Promise<string>;
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

/** Makes one of everything for the department; the ward benefits from it where `beneficiaries` names it. */
export async function buildSamples(app: TestApp, world: World, beneficiaries: readonly BuiltAgency[] = []): Promise<Samples> {
  const samples: Record<string, string> = {};
  const id = (prefix: string): string => samples[prefix] ?? missing(prefix);
  const scene: Scene = { app, world, beneficiaries, id };
  for (const [prefix, kind] of Object.entries(sampleKinds)) samples[prefix] = await kind.make(scene);
  return samples;
}

/** The parameters of a path, each as the part of the path up to it. */
export function parametersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.flatMap((part, index) => (part.startsWith(':') ? [parts.slice(0, index + 1).join('/')] : []));
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
