// stat_by_descriptor.h - Lets the C library ask about a descriptor while asking about a path is refused.
#pragma once

namespace sillok::app {

/// Some C libraries ask about a descriptor through the call that also takes paths, and a filter cannot see which was meant.
/// The filter traps that call; this answers the trap: a descriptor by the plain call, a path with EACCES.
/// needs  before the filter, which must allow fstat and sigreturn.
void answerTrappedStat();

} // namespace sillok::app
