// passage_view.h - A document's text around one passage.
#pragma once

#include "app/services/types.h"
#include "app/services/workspace.h"

namespace sillok::app {

/// The section around a passage: from its heading to the next one, with at least a few paragraphs on both sides.
/// error  NotFound: the passage or its document was removed.
Result<PassageView> viewPassage(Workspace& workspace, PassageId passage, qint64 quoteStart, qint64 quoteEnd);

} // namespace sillok::app
