export { DisclosureModule, DisclosureProjectionModule } from './disclosure.module.js';
export { LivingLinesModule } from './living-lines/member-lines.js';
export { Disclosure1760000003000 } from './migrations/1760000003000-disclosure.js';
export { LooksProjection } from './looks/looks.projection.js';
export { Looks1760000060000 } from './migrations/1760000060000-looks.js';
export { MovedLines1760000053000 } from './migrations/1760000053000-moved-lines.js';
export { MemberViewProjection } from './projection/member-view.projection.js';
export { MemberLineRow, ViewedTransferRow } from './projection/rows.js';
export { DISCLOSURE_RIGHTS } from './rights.js';
