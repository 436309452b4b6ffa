import { accessPaths } from '../../access-grants/index.js';
import { incidentPaths } from '../../incidents/index.js';
import type { CaseDetail } from '../application/read-models.js';
import { sourceWords } from './words.js';

/** From what a case was opened, as a link; undefined for its contract, which stands on every page of it. */
export function sourceLink({ sourceKind, sourceId, sourceName }: Pick<CaseDetail, 'sourceKind' | 'sourceId' | 'sourceName'>): { readonly text: string; readonly href: string } | undefined {
  const text = sourceName === null ? sourceWords[sourceKind] : `${sourceWords[sourceKind]}: ${sourceName}`;
  switch (sourceKind) {
    case 'contract': return undefined;
    case 'system': return { text, href: `/he-thong/${sourceId}` };
    case 'session': return { text, href: accessPaths.session(sourceId) };
    case 'review': return { text, href: accessPaths.grant(sourceId) };
    case 'incident': return { text, href: incidentPaths.incident(sourceId) };
  }
}
