// query.h - A question as the index understands it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillok::retrieval {

/// One word of the question that carries meaning.
struct QueryWord {
    std::string text;                  ///< folded; particle or ending taken off
    std::vector<std::string> terms;    ///< its terms in the index
    double weight = 1;                 ///< 0 to 1: how much a missing word says
    bool asked = false;                ///< names what is asked for: 사업금액, 기간, 공고 번호
};

/// A place named by number: 건축법 제12조의2, 공고 제2025-123호.
struct Reference {
    std::string title;                   ///< name in front, folded; empty: none
    std::string number;                  ///< "제12조의2", folded, without spaces
    std::string written;                 ///< the number as it was written, folded: what an index finds
};

struct Query {
    std::string question;              ///< as asked
    std::vector<QueryWord> words;      ///< in order, without repeats
    std::vector<std::string> terms;    ///< to search for, without repeats
    bool asksForNumber = false;        ///< how much, how many, when: the answer has a digit
    std::vector<Reference> references; ///< longest name first: only the part of it that exists will be found
};

/// Takes particles, polite endings and question words off. A question without any content word gives no terms.
/// needs  UTF-8. cost linear.
Query parseQuery(std::string_view question);

/// Terms of one word worth asking an index for. A single syllable beside something else, as in 제75조, says nothing and stands in nearly every
/// passage: counting it is what would cost.
std::vector<std::string> tellingTerms(std::vector<std::string> terms);

/// The word without a Korean particle or ending; the word itself when nothing can be taken off. needs folded text.
std::string strippedWord(std::string_view word);

} // namespace sillok::retrieval
