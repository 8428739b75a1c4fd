<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Conversation</name>
    <message numerus="yes">
        <source>%n citation(s) match the source</source>
        <translation>
            <numerusform>%n citation matches the source</numerusform>
            <numerusform>%n citations match the source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found in the source</source>
        <translation>
            <numerusform>%n not found in the source</numerusform>
            <numerusform>%n not found in the source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) found</source>
        <translation>
            <numerusform>%n passage found</numerusform>
            <numerusform>%n passages found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Below are passages found in the %n document(s) of “%1”, exactly as they stand there.</source>
        <translation>
            <numerusform>Below are passages found in the document of “%1”, exactly as they stand there.</numerusform>
            <numerusform>Below are passages found in the %n documents of “%1”, exactly as they stand there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n document(s) of “%1” were searched. Try other words.</source>
        <translation>
            <numerusform>The document of “%1” was searched. Try other words.</numerusform>
            <numerusform>All %n documents of “%1” were searched. Try other words.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The oldest %n message(s) of this chat did not fit and were left out of this answer</source>
        <translation>
            <numerusform>The oldest message of this chat did not fit and was left out of this answer</numerusform>
            <numerusform>The oldest %n messages of this chat did not fit and were left out of this answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) not proven by the documents</source>
        <translation>
            <numerusform>%n sentence not proven by the documents</numerusform>
            <numerusform>%n sentences not proven by the documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceCard</name>
    <message numerus="yes">
        <source>%n match(es) the source</source>
        <translation>
            <numerusform>%n matches the source</numerusform>
            <numerusform>%n match the source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found</source>
        <translation>
            <numerusform>%n not found</numerusform>
            <numerusform>%n not found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Maintenance</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collection(s)</source>
        <translation>
            <numerusform>%n collection</numerusform>
            <numerusform>%n collections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost</source>
        <translation>
            <numerusform>%n lost</numerusform>
            <numerusform>%n lost</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Managed</name>
    <message numerus="yes">
        <source>%n resident number(s)</source>
        <translation>
            <numerusform>%n resident number</numerusform>
            <numerusform>%n resident numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alien registration number(s)</source>
        <translation>
            <numerusform>%n alien registration number</numerusform>
            <numerusform>%n alien registration numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passport number(s)</source>
        <translation>
            <numerusform>%n passport number</numerusform>
            <numerusform>%n passport numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n driver&apos;s licence number(s)</source>
        <translation>
            <numerusform>%n driver&apos;s licence number</numerusform>
            <numerusform>%n driver&apos;s licence numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business number(s)</source>
        <translation>
            <numerusform>%n business number</numerusform>
            <numerusform>%n business numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n corporation number(s)</source>
        <translation>
            <numerusform>%n corporation number</numerusform>
            <numerusform>%n corporation numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone number(s)</source>
        <translation>
            <numerusform>%n phone number</numerusform>
            <numerusform>%n phone numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card number(s)</source>
        <translation>
            <numerusform>%n card number</numerusform>
            <numerusform>%n card numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account number(s)</source>
        <translation>
            <numerusform>%n account number</numerusform>
            <numerusform>%n account numbers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s) at the latest</source>
        <translation>
            <numerusform>after %n minute at the latest</numerusform>
            <numerusform>after %n minutes at the latest</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>go after %n day(s) at the latest</source>
        <translation>
            <numerusform>go after %n day at the latest</numerusform>
            <numerusform>go after %n days at the latest</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Seal</name>
    <message numerus="yes">
        <source>%n network socket(s)</source>
        <translation>
            <numerusform>%n network socket</numerusform>
            <numerusform>%n network sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>about %n seconds left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::AboutSection</name>
    <message numerus="yes">
        <source>%n time(s) longer than a tenth of a second, the longest at %1</source>
        <translation>
            <numerusform>%n time longer than a tenth of a second, the longest at %1</numerusform>
            <numerusform>%n times longer than a tenth of a second, the longest at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::AnswerReader</name>
    <message numerus="yes">
        <source>%n passage(s) were found</source>
        <translation>
            <numerusform>%n passage was found</numerusform>
            <numerusform>%n passages were found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The answer is finished, %n citation(s)</source>
        <translation>
            <numerusform>The answer is finished, %n citation</numerusform>
            <numerusform>The answer is finished, %n citations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::AuditSection</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::BenchView</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatImport</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the content of %n attached file(s); their names come along</source>
        <translation>
            <numerusform>the content of %n attached file; its name comes along</numerusform>
            <numerusform>the content of %n attached files; their names come along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n output(s) of tools</source>
        <translation>
            <numerusform>%n output of tools</numerusform>
            <numerusform>%n outputs of tools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of a kind that is not known</source>
        <translation>
            <numerusform>%n part of a kind that is not known</numerusform>
            <numerusform>%n parts of a kind that is not known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n broken link(s) between messages; the messages come along</source>
        <translation>
            <numerusform>%n broken link between messages; the messages come along</numerusform>
            <numerusform>%n broken links between messages; the messages come along</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the end of %n text(s) over 1 MB</source>
        <translation>
            <numerusform>the end of %n text over 1 MB</numerusform>
            <numerusform>the end of %n texts over 1 MB</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invisible character(s)</source>
        <translation>
            <numerusform>%n invisible character</numerusform>
            <numerusform>%n invisible characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) that are too large</source>
        <translation>
            <numerusform>%n chat that is too large</numerusform>
            <numerusform>%n chats that are too large</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) without a message</source>
        <translation>
            <numerusform>%n chat without a message</numerusform>
            <numerusform>%n chats without a message</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) that are no chat</source>
        <translation>
            <numerusform>%n entry that is no chat</numerusform>
            <numerusform>%n entries that are no chat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them are here already and stay as they are.</source>
        <translation>
            <numerusform>%n of them is here already and stays as it is.</numerusform>
            <numerusform>%n of them are here already and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take in %n chat(s)</source>
        <translation>
            <numerusform>Take in %n chat</numerusform>
            <numerusform>Take in %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chats that nobody touched for %n day(s) go to the trash when the vault is opened; older ones of these will.</source>
        <translation>
            <numerusform>Chats that nobody touched for %n day go to the trash when the vault is opened; older ones of these will.</numerusform>
            <numerusform>Chats that nobody touched for %n days go to the trash when the vault is opened; older ones of these will.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n chat(s) were added by then.</source>
        <translation>
            <numerusform>Stopped. %n chat was added by then.</numerusform>
            <numerusform>Stopped. %n chats were added by then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken in.</source>
        <translation>
            <numerusform>%n chat taken in.</numerusform>
            <numerusform>%n chats taken in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListActions</name>
    <message numerus="yes">
        <source>Move %n chat(s) to trash	Del</source>
        <translation>
            <numerusform>Move %n chat to trash	Del</numerusform>
            <numerusform>Move %n chats to trash	Del</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) moved to trash.</source>
        <translation>
            <numerusform>%n chat moved to trash.</numerusform>
            <numerusform>%n chats moved to trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) archived.</source>
        <translation>
            <numerusform>%n chat archived.</numerusform>
            <numerusform>%n chats archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken out of the archive.</source>
        <translation>
            <numerusform>%n chat taken out of the archive.</numerusform>
            <numerusform>%n chats taken out of the archive.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken out of the folder.</source>
        <translation>
            <numerusform>%n chat taken out of the folder.</numerusform>
            <numerusform>%n chats taken out of the folder.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) moved to “%1”.</source>
        <translation>
            <numerusform>%n chat moved to “%1”.</numerusform>
            <numerusform>%n chats moved to “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n chat(s)</source>
        <translation>
            <numerusform>Move %n chat</numerusform>
            <numerusform>Move %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chat(s) for good?</source>
        <translation>
            <numerusform>Remove %n chat for good?</numerusform>
            <numerusform>Remove %n chats for good?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListModel</name>
    <message numerus="yes">
        <source>%n chat(s) found</source>
        <translation>
            <numerusform>%n chat found</numerusform>
            <numerusform>%n chats found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) inside</source>
        <translation>
            <numerusform>%n chat inside</numerusform>
            <numerusform>%n chats inside</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatPage</name>
    <message numerus="yes">
        <source>%n message(s) are back.</source>
        <translation>
            <numerusform>%n message is back.</numerusform>
            <numerusform>%n messages are back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::CollectionList</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::Composer</name>
    <message numerus="yes">
        <source>%1 · the oldest %n message(s) will be left out</source>
        <translation>
            <numerusform>%1 · the oldest message will be left out</numerusform>
            <numerusform>%1 · the oldest %n messages will be left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ContextMeter</name>
    <message numerus="yes">
        <source>The oldest %n message(s) will be left out.</source>
        <translation>
            <numerusform>The oldest message will be left out.</numerusform>
            <numerusform>The oldest %n messages will be left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentInspector</name>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n removed</numerusform>
            <numerusform>%n removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scanned page(s) have no text.</source>
        <translation>
            <numerusform>%n scanned page has no text.</numerusform>
            <numerusform>%n scanned pages have no text.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s), confidence %1 %</source>
        <translation>
            <numerusform>%n page, confidence %1 %</numerusform>
            <numerusform>%n pages, confidence %1 %</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s), compare with the original</source>
        <translation>
            <numerusform>%n page, compare with the original</numerusform>
            <numerusform>%n pages, compare with the original</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentPasswordSheet</name>
    <message numerus="yes">
        <source>Try it with all %n files here that ask for one</source>
        <translation>
            <numerusform>Try it with the %n file here that asks for one</numerusform>
            <numerusform>Try it with all %n files here that ask for one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentsPage</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n file(s) read so far were kept.</source>
        <translation>
            <numerusform>Stopped. %n file read so far was kept.</numerusform>
            <numerusform>Stopped. %n files read so far were kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Finished. %n file(s) need you.</source>
        <translation>
            <numerusform>Finished. %n file needs you.</numerusform>
            <numerusform>Finished. %n files need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are ready.</source>
        <translation>
            <numerusform>%n file is ready.</numerusform>
            <numerusform>%n files are ready.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What was read from %n document(s) is deleted. The original files stay, but this cannot be undone.</source>
        <translation>
            <numerusform>What was read from %n document is deleted. The original file stays, but this cannot be undone.</numerusform>
            <numerusform>What was read from %n documents is deleted. The original files stay, but this cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>follows %n folder(s)</source>
        <translation>
            <numerusform>follows %n folder</numerusform>
            <numerusform>follows %n folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::EvidencePanel</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ExportSheet</name>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) with their quotes</source>
        <translation>
            <numerusform>%n source with its quote</numerusform>
            <numerusform>%n sources with their quotes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) marked as not proven</source>
        <translation>
            <numerusform>%n sentence marked as not proven</numerusform>
            <numerusform>%n sentences marked as not proven</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::FirstRunPage</name>
    <message numerus="yes">
        <source>%n character(s): too short.</source>
        <translation>
            <numerusform>%n character: too short.</numerusform>
            <numerusform>%n characters: too short.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): usable, but short. Add a word.</source>
        <translation>
            <numerusform>%n character: usable, but short. Add a word.</numerusform>
            <numerusform>%n characters: usable, but short. Add a word.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): a fair length.</source>
        <translation>
            <numerusform>%n character: a fair length.</numerusform>
            <numerusform>%n characters: a fair length.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): long enough, unless it is a well-known sentence.</source>
        <translation>
            <numerusform>%n character: long enough, unless it is a well-known sentence.</numerusform>
            <numerusform>%n characters: long enough, unless it is a well-known sentence.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::HelpSheet</name>
    <message numerus="yes">
        <source>%n topic(s) found</source>
        <translation>
            <numerusform>%n topic found</numerusform>
            <numerusform>%n topics found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ImportCard</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) not read, the rest goes on</source>
        <translation>
            <numerusform>%n file not read, the rest goes on</numerusform>
            <numerusform>%n files not read, the rest goes on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::KeepingSection</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n day(s).</source>
        <translation>
            <numerusform>At most %n day.</numerusform>
            <numerusform>At most %n days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::MainWindow</name>
    <message numerus="yes">
        <source>Nobody has used this window for a while. The vault locks in %n second(s).</source>
        <translation>
            <numerusform>Nobody has used this window for a while. The vault locks in %n second.</numerusform>
            <numerusform>Nobody has used this window for a while. The vault locks in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has done so %n time(s), last on %1. Two of the holders did it together. Ask your security officer about it.</source>
        <translation>
            <numerusform>It has done so once, on %1. Two of the holders did it together. Ask your security officer about it.</numerusform>
            <numerusform>It has done so %n times, last on %1. Two of the holders did it together. Ask your security officer about it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::QuestionHelper</name>
    <message numerus="yes">
        <source>%n file(s) could not be read, so nothing was sent.</source>
        <translation>
            <numerusform>%n file could not be read, so nothing was sent.</numerusform>
            <numerusform>%n files could not be read, so nothing was sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ScopePicker</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::SearchPalette</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>%n action</numerusform>
            <numerusform>%n actions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::SecuritySection</name>
    <message numerus="yes">
        <source>Your institution has opened this vault %n time(s), last on %1.</source>
        <translation>
            <numerusform>Your institution has opened this vault once, on %1.</numerusform>
            <numerusform>Your institution has opened this vault %n times, last on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n min.</source>
        <translation>
            <numerusform>At most %n min.</numerusform>
            <numerusform>At most %n min.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::TrustSection</name>
    <message numerus="yes">
        <source>Catalog version %1 of %2, %n day(s) old, good until %3</source>
        <translation>
            <numerusform>Catalog version %1 of %2, %n day old, good until %3</numerusform>
            <numerusform>Catalog version %1 of %2, %n days old, good until %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::UnlockPage</name>
    <message numerus="yes">
        <source>Too many wrong tries. The next one is possible in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong tries. The next one is possible in %n second.</numerusform>
            <numerusform>Too many wrong tries. The next one is possible in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::WritingPalette</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
</TS>
