#include "app/export/papers.h"

namespace sillok::app {

namespace {

using Kind = ExportBlock::Kind;

ExportBlock block(Kind kind, std::string text, int level = 1) { return { kind, std::move(text), level, {} }; }

Paper officialLetter(const std::string& title, const std::string& date, bool korean)
{
    if (!korean)
        return { { block(Kind::Title, "[Institution]"), block(Kind::Paragraph, "To: [recipient]"), block(Kind::Paragraph, "Via: [ ]"), block(Kind::Heading, "Subject: " + title) },
            { block(Kind::Paragraph, "Attachments: [ ]. End."), block(Kind::Title, "[Head of the institution]"),
                block(Kind::Paragraph, "Drafted by [ ]   Reviewed by [ ]   Approved by [ ]"), block(Kind::Paragraph, "Issued: [office-number] (" + date + ")   Received: [ ]"),
                block(Kind::Paragraph, "[Postal code, address] / [website]   Phone [ ]   Fax [ ] / [e-mail] / [open or closed]") } };
    return { { block(Kind::Title, "[행정기관명]"), block(Kind::Paragraph, "수신  [수신자]"), block(Kind::Paragraph, "(경유)"), block(Kind::Heading, "제목  " + title) },
        { block(Kind::Paragraph, "붙임  [ ] 1부.  끝."), block(Kind::Title, "[발신명의]"), block(Kind::Paragraph, "기안자 [직위 서명]   검토자 [직위 서명]   결재권자 [직위 서명]"),
            block(Kind::Paragraph, "시행  [처리과명-연도별 일련번호] (" + date + ")   접수  [처리과명-연도별 일련번호] ([접수일])"),
            block(Kind::Paragraph, "우 [우편번호] [주소] / [누리집]   전화 [ ]   팩스 [ ] / [전자우편] / [공개 구분]") } };
}

Paper reportPaper(const std::string& title, const std::string& date, bool korean)
{
    return { { block(Kind::Title, title), block(Kind::Paragraph, (korean ? "작성일  " : "Date  ") + date + (korean ? "   작성  [부서 · 작성자]" : "   By  [office · author]")),
                 block(Kind::Heading, korean ? "Ⅰ. 보고 내용" : "I. Report") },
        { block(Kind::Heading, korean ? "Ⅱ. 앞으로 할 일" : "II. Next steps"), block(Kind::Bullet, korean ? "[조치 사항 · 담당 · 기한]" : "[action · owner · date]") } };
}

Paper pressRelease(const std::string& title, const std::string& date, bool korean)
{
    if (!korean)
        return { { block(Kind::Title, "Press release"), block(Kind::Paragraph, "Released: " + date + " [time]   Contact: [office, name, phone]"), block(Kind::Heading, title) },
            { block(Kind::Paragraph, "For questions: [office], [name], [phone]") } };
    return { { block(Kind::Title, "보도자료"), block(Kind::Paragraph, "배포일시  " + date + " [시각]   보도시점  [즉시 / 시각]"), block(Kind::Paragraph, "담당  [부서 · 책임자 · 담당자 · 전화]"),
                 block(Kind::Heading, title), block(Kind::Paragraph, "- [부제] -") },
        { block(Kind::Paragraph, "문의  [부서] [담당자] ([전화])"), block(Kind::Paragraph, "이 보도자료를 더 알아보거나 취재하시려면 위 담당자에게 연락해 주시기 바랍니다.") } };
}

Paper civilReply(const std::string& title, const std::string& date, bool korean)
{
    if (!korean)
        return { { block(Kind::Title, "Reply to your petition"), block(Kind::Paragraph, "1. Thank you for writing to us about \"" + title + "\" (No. [number])."), block(Kind::Paragraph, "2. Our answer is as follows.") },
            { block(Kind::Paragraph, "3. For further questions: [office], [name], [phone]. Thank you."), block(Kind::Paragraph, date + "  [Head of the institution]") } };
    return { { block(Kind::Title, "민원 회신"), block(Kind::Paragraph, "1. 안녕하십니까. 평소 시정에 관심을 가져 주셔서 감사합니다."),
                 block(Kind::Paragraph, "2. 귀하께서 신청하신 민원(신청번호 [번호])은 \"" + title + "\"에 관한 것으로 이해됩니다."), block(Kind::Paragraph, "3. 검토한 결과를 다음과 같이 알려 드립니다.") },
        { block(Kind::Paragraph, "4. 더 궁금하신 점은 [부서] [담당자] ([전화])에게 문의해 주시면 자세히 안내해 드리겠습니다. 감사합니다.  끝."),
            block(Kind::Paragraph, date + "  [기관장]") } };
}

} // namespace

Paper paperFor(ExportTemplate kind, const std::string& title, const std::string& date, bool korean)
{
    switch (kind) {
    case ExportTemplate::OfficialLetter: return officialLetter(title, date, korean);
    case ExportTemplate::Report: return reportPaper(title, date, korean);
    case ExportTemplate::PressRelease: return pressRelease(title, date, korean);
    case ExportTemplate::CivilReply: return civilReply(title, date, korean);
    case ExportTemplate::Plain: break;
    }
    return { { block(Kind::Title, title) }, {} };
}

} // namespace sillok::app
