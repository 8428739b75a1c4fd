<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Moving around</source>
        <translation>옮겨 다니기</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>보관함</translation>
    </message>
    <message>
        <source>Show or hide the evidence</source>
        <translation>근거 열고 닫기</translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation>다음 인용</translation>
    </message>
    <message>
        <source>Previous citation</source>
        <translation>이전 인용</translation>
    </message>
    <message>
        <source>Show the page as printed</source>
        <translation>쪽 그림으로 보기</translation>
    </message>
    <message>
        <source>Copy the passage with its source</source>
        <translation>출처와 함께 구절 복사</translation>
    </message>
    <message>
        <source>New chat, or new collection</source>
        <translation>새 대화 또는 새 모음</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>New temporary chat</source>
        <translation>새 임시 대화</translation>
    </message>
    <message>
        <source>Rename the chat or folder</source>
        <translation>대화나 폴더 이름 바꾸기</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>대화 내보내기</translation>
    </message>
    <message>
        <source>Move the chat to the trash</source>
        <translation>대화를 휴지통으로 옮기기</translation>
    </message>
    <message>
        <source>More for this chat</source>
        <translation>이 대화에 더 할 일</translation>
    </message>
    <message>
        <source>Undo what the note says</source>
        <translation>알림에 나온 일 되돌리기</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>답변 멈추기</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>답변 복사</translation>
    </message>
    <message>
        <source>Jump to the end of the chat</source>
        <translation>대화 끝으로 가기</translation>
    </message>
    <message>
        <source>Choose the documents to search</source>
        <translation>찾을 문서 고르기</translation>
    </message>
    <message>
        <source>Search all of the collection</source>
        <translation>모음 전체에서 찾기</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>새 모음</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>파일 넣기</translation>
    </message>
    <message>
        <source>Put in the sample documents</source>
        <translation>예제 문서 넣기</translation>
    </message>
    <message>
        <source>Ask about this collection</source>
        <translation>이 모음에 묻기</translation>
    </message>
    <message>
        <source>More for this collection: follow a folder, remove, shred</source>
        <translation>이 모음에 더 할 일: 폴더 따라가기, 없애기, 파쇄</translation>
    </message>
    <message>
        <source>Try the search</source>
        <translation>찾기 시험</translation>
    </message>
    <message>
        <source>Pause or go on reading</source>
        <translation>읽기 멈춤과 계속</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>읽기 그만두기</translation>
    </message>
    <message>
        <source>Work on the chosen document</source>
        <translation>고른 문서로 작업하기</translation>
    </message>
    <message>
        <source>Read the chosen document again</source>
        <translation>고른 문서 다시 읽기</translation>
    </message>
    <message>
        <source>Remove the chosen document</source>
        <translation>고른 문서 없애기</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>밝은 화면</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>어두운 화면</translation>
    </message>
    <message>
        <source>Theme as the system</source>
        <translation>시스템과 같은 화면</translation>
    </message>
    <message>
        <source>High contrast on or off</source>
        <translation>고대비 켜고 끄기</translation>
    </message>
    <message>
        <source>Reduced motion on or off</source>
        <translation>움직임 줄이기 켜고 끄기</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Text in its usual size</source>
        <translation>글자를 보통 크기로</translation>
    </message>
    <message>
        <source>Window in Korean</source>
        <translation>창을 한국어로</translation>
    </message>
    <message>
        <source>Window in English</source>
        <translation>창을 영어로</translation>
    </message>
    <message>
        <source>Install a package</source>
        <translation>꾸러미 설치</translation>
    </message>
    <message>
        <source>Use a model file</source>
        <translation>모델 파일 쓰기</translation>
    </message>
    <message>
        <source>Stop using the model</source>
        <translation>모델 그만 쓰기</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>보관함 잠그기</translation>
    </message>
    <message>
        <source>Show what the seal check found</source>
        <translation>봉인 점검 결과 보기</translation>
    </message>
    <message>
        <source>Keep working: the vault stays open</source>
        <translation>계속 사용: 보관함을 열어 두기</translation>
    </message>
    <message>
        <source>Write a backup</source>
        <translation>백업 쓰기</translation>
    </message>
    <message>
        <source>Bring back from a backup</source>
        <translation>백업에서 되가져오기</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>암호 바꾸기</translation>
    </message>
    <message>
        <source>Make a new recovery key</source>
        <translation>새 복구 키 만들기</translation>
    </message>
    <message>
        <source>Ask the last question in other words</source>
        <translation>마지막 질문을 다른 말로 묻기</translation>
    </message>
    <message>
        <source>Answer the last question again</source>
        <translation>마지막 질문에 다시 답하기</translation>
    </message>
    <message>
        <source>Earlier version of the last answer</source>
        <translation>마지막 답변의 이전 판</translation>
    </message>
    <message>
        <source>Later version of the last answer</source>
        <translation>마지막 답변의 다음 판</translation>
    </message>
    <message>
        <source>Quote the last answer</source>
        <translation>마지막 답변 인용하기</translation>
    </message>
    <message>
        <source>Go on in a new chat from the last answer</source>
        <translation>마지막 답변에서 새 대화로 이어 가기</translation>
    </message>
    <message>
        <source>Pin or unpin the last answer</source>
        <translation>마지막 답변 고정하거나 풀기</translation>
    </message>
    <message>
        <source>About the last answer</source>
        <translation>마지막 답변 정보</translation>
    </message>
    <message>
        <source>Remove the last answer</source>
        <translation>마지막 답변 치우기</translation>
    </message>
    <message>
        <source>Bring back removed messages</source>
        <translation>치운 말 되돌리기</translation>
    </message>
    <message>
        <source>Go to chat</source>
        <translation>대화로 가기</translation>
    </message>
    <message>
        <source>Go to documents</source>
        <translation>문서로 가기</translation>
    </message>
    <message>
        <source>Go to models</source>
        <translation>모델로 가기</translation>
    </message>
    <message>
        <source>Go to settings</source>
        <translation>설정으로 가기</translation>
    </message>
    <message>
        <source>Go to packages, policy and audit</source>
        <translation>꾸러미·정책·감사로 가기</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>모두 찾기</translation>
    </message>
    <message>
        <source>Find an action</source>
        <translation>할 일 찾기</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>대화 찾기</translation>
    </message>
    <message>
        <source>Show or hide the list in a narrow window</source>
        <translation>좁은 창에서 목록 열고 닫기</translation>
    </message>
    <message>
        <source>Go to the question</source>
        <translation>질문 쓰는 곳으로 가기</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>창의 다음 영역</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>창의 이전 영역</translation>
    </message>
    <message>
        <source>Show and change keys</source>
        <translation>단축키 보고 바꾸기</translation>
    </message>
    <message>
        <source>Attach files to the chat</source>
        <translation>대화에 파일 붙이기</translation>
    </message>
    <message>
        <source>Choose a prompt or template</source>
        <translation>문구나 서식 고르기</translation>
    </message>
    <message>
        <source>Choose how the model writes</source>
        <translation>모델이 쓰는 방식 고르기</translation>
    </message>
    <message>
        <source>Show the tour</source>
        <translation>둘러보기</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>이 화면의 도움말</translation>
    </message>
</context>
<context>
    <name>AnswerDetails</name>
    <message>
        <source>About this answer</source>
        <translation>이 답변 정보</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>It was stopped or not kept, so it cannot be made again word for word.</source>
        <translation>멈추었거나 남기지 않은 답변이라 똑같이 다시 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>꾸러미</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1, %2판</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>쓴 때</translation>
    </message>
    <message>
        <source>First word</source>
        <translation>첫 낱말</translation>
    </message>
    <message>
        <source>after %1 s</source>
        <translation>%1초 뒤</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>답변 전체</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>초당 %1토큰</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>읽은 양</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1토큰</translation>
    </message>
    <message>
        <source>Written length</source>
        <translation>쓴 양</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>씨앗 값</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>프로그램</translation>
    </message>
    <message>
        <source>Fingerprint of the model</source>
        <translation>모델의 지문</translation>
    </message>
</context>
<context>
    <name>AnswerParts</name>
    <message>
        <source>Copy the code</source>
        <translation>코드 복사</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Code, %1</source>
        <translation>코드, %1</translation>
    </message>
</context>
<context>
    <name>AttachmentBar</name>
    <message>
        <source>waiting</source>
        <translation>차례 기다림</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>읽는 중</translation>
    </message>
    <message>
        <source>reading %1 of %2</source>
        <translation>%2 중 %1 읽는 중</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Attached file %1, %2</source>
        <translation>첨부한 파일 %1, %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 빼기</translation>
    </message>
    <message>
        <source>Read %1 again</source>
        <translation>%1 다시 읽기</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Conversation</name>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>언어 모델</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>쓰는 중</translation>
    </message>
    <message>
        <source>Searching the documents</source>
        <translation>문서를 살펴보고 있습니다</translation>
    </message>
    <message>
        <source>Stopped by you</source>
        <translation>여기서 멈췄습니다</translation>
    </message>
    <message>
        <source>Saved up to here</source>
        <translation>여기까지 저장됨</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>초당 %1토큰</translation>
    </message>
    <message numerus="yes">
        <source>%n citation(s) match the source</source>
        <translation>
            <numerusform>인용 %n개 원문과 일치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found in the source</source>
        <translation>
            <numerusform>%n개 원문에서 찾지 못함</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) found</source>
        <translation>
            <numerusform>찾은 구절 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Nearest passages</source>
        <translation>가장 가까운 구절</translation>
    </message>
    <message>
        <source>found by words · %1 s</source>
        <translation>낱말로 찾음 · %1초</translation>
    </message>
    <message>
        <source>No language model is installed, so nothing was written.</source>
        <translation>언어 모델이 없어 문장을 새로 만들지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Below are passages found in the %n document(s) of “%1”, exactly as they stand there.</source>
        <translation>
            <numerusform>아래는 「%1」 문서 %n개에서 찾은 구절입니다. 원문 그대로이며 고치지 않았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Below are the passages that were found, exactly as they stand in the documents.</source>
        <translation>아래는 찾은 구절입니다. 원문 그대로이며 고치지 않았습니다.</translation>
    </message>
    <message>
        <source>About models</source>
        <translation>모델 알아보기</translation>
    </message>
    <message>
        <source>No answer was found in the documents.</source>
        <translation>문서에서 답을 찾지 못했습니다.</translation>
    </message>
    <message numerus="yes">
        <source>All %n document(s) of “%1” were searched. Try other words.</source>
        <translation>
            <numerusform>「%1」 %n개 문서를 살펴봤습니다. 다른 낱말로 물어보세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Try other words.</source>
        <translation>다른 낱말로 물어보세요.</translation>
    </message>
    <message>
        <source>If it is not here, ask again with other words.</source>
        <translation>찾는 내용이 없으면 다른 낱말로 다시 물어보세요.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>matches the source</source>
        <translation>원문과 일치</translation>
    </message>
    <message>
        <source>not found in the source</source>
        <translation>원문에서 찾지 못함</translation>
    </message>
    <message>
        <source>Source %1, %2 %3, %4</source>
        <translation>근거 %1, %2 %3, %4</translation>
    </message>
    <message numerus="yes">
        <source>The oldest %n message(s) of this chat did not fit and were left out of this answer</source>
        <translation>
            <numerusform>이 대화의 앞쪽 메시지 %n개는 모델의 문맥에 들어가지 않아 이 답에 쓰이지 않았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>생각하는 중</translation>
    </message>
    <message>
        <source>Thought before answering</source>
        <translation>답하기 전에 생각한 것</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) not proven by the documents</source>
        <translation>
            <numerusform>문서로 확인되지 않은 문장 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>In memory only</source>
        <translation>메모리에만 있음</translation>
    </message>
    <message>
        <source>Copied from the documents, word for word</source>
        <translation>문서에서 원문 그대로 옮김</translation>
    </message>
    <message>
        <source>%1 / %2 sections</source>
        <translation>%1 / %2 구역</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>%1자 모두 보기</translation>
    </message>
    <message>
        <source>Show the beginning only</source>
        <translation>앞부분만 보기</translation>
    </message>
    <message>
        <source>The model does not see this message any more</source>
        <translation>모델에는 이 말이 더 이상 보이지 않습니다</translation>
    </message>
</context>
<context>
    <name>EvidenceCard</name>
    <message numerus="yes">
        <source>%n match(es) the source</source>
        <translation>
            <numerusform>%n개 원문과 일치</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found</source>
        <translation>
            <numerusform>%n개 찾지 못함</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>Numbers of persons are about to be copied</source>
        <translation>개인의 번호를 복사하려고 합니다</translation>
    </message>
    <message>
        <source>Copy as it is</source>
        <translation>그대로 복사</translation>
    </message>
    <message>
        <source>Copy with the numbers covered</source>
        <translation>번호를 가리고 복사</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>들어 있는 것: %1.</translation>
    </message>
    <message>
        <source>They are not let through.</source>
        <translation>내보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>Copying is off</source>
        <translation>복사가 꺼져 있습니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>My own work</source>
        <translation>내 업무</translation>
    </message>
    <message>
        <source>A reply to a citizen</source>
        <translation>민원 회신</translation>
    </message>
    <message>
        <source>A report inside the institution</source>
        <translation>기관 안의 보고</translation>
    </message>
    <message>
        <source>A submission to another institution</source>
        <translation>다른 기관에 제출</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>그 밖의 일</translation>
    </message>
    <message>
        <source>What does it leave for?</source>
        <translation>무엇을 위해 내보내나요?</translation>
    </message>
    <message>
        <source>The reason is kept in the audit log; what is in the file is not.</source>
        <translation>까닭은 감사 기록에 남고, 파일의 내용은 남지 않습니다.</translation>
    </message>
    <message>
        <source>Which printer?</source>
        <translation>어느 프린터로 인쇄할까요?</translation>
    </message>
    <message>
        <source>The print system keeps a copy, not encrypted, until it is printed.</source>
        <translation>인쇄가 끝날 때까지 인쇄 체계가 암호화하지 않은 사본을 갖습니다.</translation>
    </message>
    <message>
        <source>No printer is set up on this computer</source>
        <translation>이 컴퓨터에 프린터가 없습니다</translation>
    </message>
    <message>
        <source>Nothing was printed. Ask whoever looks after this computer, or export a PDF.</source>
        <translation>인쇄하지 않았습니다. 전산 담당자에게 묻거나 PDF로 내보내 주세요.</translation>
    </message>
</context>
<context>
    <name>LockWords</name>
    <message>
        <source>The vault is locked. Your draft is saved.</source>
        <translation>보관함을 잠갔습니다. 쓰던 글은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The vault was locked while you were away. Your draft is saved.</source>
        <translation>자리를 비우셔서 보관함을 잠갔습니다. 쓰던 글은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The vault was locked together with the screen. Your draft is saved.</source>
        <translation>화면이 잠겨 보관함도 잠갔습니다. 쓰던 글은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The vault was locked because another session took the screen. Your draft is saved.</source>
        <translation>다른 사용자로 바뀌어 보관함을 잠갔습니다. 쓰던 글은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The vault was locked before the computer went to sleep. Your draft is saved.</source>
        <translation>컴퓨터가 절전에 들어가 보관함을 잠갔습니다. 쓰던 글은 저장되어 있습니다.</translation>
    </message>
</context>
<context>
    <name>Maintenance</name>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중단</translation>
    </message>
    <message>
        <source>Checking the key</source>
        <translation>키를 확인하는 중</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>You can stop at any time; then everything is as it was before.</source>
        <translation>언제든 중단할 수 있으며, 그러면 모두 이전 그대로입니다.</translation>
    </message>
    <message>
        <source>Writing a backup</source>
        <translation>백업을 만드는 중</translation>
    </message>
    <message>
        <source>Adding from the backup</source>
        <translation>백업에서 더하는 중</translation>
    </message>
    <message>
        <source>Making a vault of the backup</source>
        <translation>백업을 보관함으로 만드는 중</translation>
    </message>
    <message>
        <source>Going back to an earlier state</source>
        <translation>이전 상태로 돌아가는 중</translation>
    </message>
    <message>
        <source>Recovering what can be read</source>
        <translation>읽을 수 있는 것을 살리는 중</translation>
    </message>
    <message>
        <source>Shredding, and encrypting the rest under a new key</source>
        <translation>파기하고, 나머지를 새 키로 다시 암호화하는 중</translation>
    </message>
    <message>
        <source>The backup is written and has been read back</source>
        <translation>백업을 만들고 다시 읽어 확인했습니다</translation>
    </message>
    <message>
        <source>Added what was missing</source>
        <translation>없던 것을 더했습니다</translation>
    </message>
    <message>
        <source>The backup is your vault now</source>
        <translation>백업이 보관함이 되었습니다</translation>
    </message>
    <message>
        <source>The vault is as it was then</source>
        <translation>보관함이 그때의 상태가 되었습니다</translation>
    </message>
    <message>
        <source>Everything was recovered</source>
        <translation>모두 살렸습니다</translation>
    </message>
    <message>
        <source>What can be read was recovered</source>
        <translation>읽을 수 있는 것을 살렸습니다</translation>
    </message>
    <message>
        <source>Shredded for good</source>
        <translation>되돌릴 수 없게 파기했습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>대화 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>문서 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collection(s)</source>
        <translation>
            <numerusform>문서 모음 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lost</source>
        <translation>
            <numerusform>%n개 잃음</numerusform>
        </translation>
    </message>
    <message>
        <source>more may be missing; how many cannot be known</source>
        <translation>더 잃었을 수 있으며, 몇 개인지는 알 수 없음</translation>
    </message>
    <message>
        <source>Everything in the backup was here already.</source>
        <translation>백업에 있는 것이 모두 이미 있습니다.</translation>
    </message>
    <message>
        <source>%1
The ways that open this vault open the backup.</source>
        <translation>%1
이 보관함을 여는 방법으로 백업도 열립니다.</translation>
    </message>
    <message>
        <source>What was here before is unchanged.</source>
        <translation>이미 있던 것은 그대로입니다.</translation>
    </message>
    <message>
        <source>Every byte was checked. Open it with its passphrase.</source>
        <translation>모든 바이트를 확인했습니다. 그 암호로 여십시오.</translation>
    </message>
    <message>
        <source>What was there until now is kept: %1</source>
        <translation>지금까지의 것은 여기에 두었습니다: %1</translation>
    </message>
    <message>
        <source>The damaged original is kept unchanged: %1</source>
        <translation>손상된 원본은 그대로 여기에 두었습니다: %1</translation>
    </message>
    <message>
        <source>The old key and the earlier states are gone; everything that stays is encrypted under a new key. Backups elsewhere are as they were.</source>
        <translation>이전 키와 이전 상태들은 없앴고, 남은 것은 모두 새 키로 암호화했습니다. 다른 곳에 둔 백업은 그대로입니다.</translation>
    </message>
    <message>
        <source>Let it finish: stopped earlier, old pages of the file may still hold what is to be shredded.</source>
        <translation>끝까지 두십시오. 먼저 중단하면 파기할 것이 파일의 옛 쪽에 남아 있을 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>Managed</name>
    <message>
        <source>Allowed</source>
        <translation>허용</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>its signatures are not good</source>
        <translation>서명이 맞지 않습니다</translation>
    </message>
    <message>
        <source>this vault belongs to a computer of an institution</source>
        <translation>이 보관함은 기관 컴퓨터의 것입니다</translation>
    </message>
    <message>
        <source>it is older than one that was in force before</source>
        <translation>전에 쓰던 것보다 오래되었습니다</translation>
    </message>
    <message>
        <source>it has expired</source>
        <translation>기한이 지났습니다</translation>
    </message>
    <message>
        <source>it begins in the future; check the clock</source>
        <translation>아직 시작되지 않았습니다. 시계를 확인해 주세요</translation>
    </message>
    <message>
        <source>it is for another institution</source>
        <translation>다른 기관의 것입니다</translation>
    </message>
    <message>
        <source>the record of trust on this computer was changed</source>
        <translation>이 컴퓨터의 신뢰 기록이 바뀌었습니다</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>정책이 없습니다</translation>
    </message>
    <message>
        <source>it is damaged</source>
        <translation>손상되었습니다</translation>
    </message>
    <message>
        <source>Managed by your institution. Its policy cannot be used (%1), so the strictest rules hold. Tell your security officer.</source>
        <translation>기관이 관리함. 정책을 쓸 수 없어(%1) 가장 엄격한 규칙을 따릅니다. 보안 담당자에게 알려 주세요.</translation>
    </message>
    <message>
        <source>Managed by your institution: %1, policy %2.</source>
        <translation>기관이 관리함: %1, 정책 %2.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Not looked for</source>
        <translation>찾지 않음</translation>
    </message>
    <message>
        <source>Pointed out</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Covered</source>
        <translation>가림</translation>
    </message>
    <message>
        <source>Not let through</source>
        <translation>막음</translation>
    </message>
    <message numerus="yes">
        <source>%n resident number(s)</source>
        <translation>
            <numerusform>주민등록번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alien registration number(s)</source>
        <translation>
            <numerusform>외국인등록번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passport number(s)</source>
        <translation>
            <numerusform>여권번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n driver&apos;s licence number(s)</source>
        <translation>
            <numerusform>운전면허번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n business number(s)</source>
        <translation>
            <numerusform>사업자등록번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n corporation number(s)</source>
        <translation>
            <numerusform>법인등록번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phone number(s)</source>
        <translation>
            <numerusform>전화번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card number(s)</source>
        <translation>
            <numerusform>카드번호 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account number(s)</source>
        <translation>
            <numerusform>계좌번호 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>O Open</source>
        <translation>O 공개</translation>
    </message>
    <message>
        <source>S Sensitive</source>
        <translation>S 민감</translation>
    </message>
    <message>
        <source>C Confidential</source>
        <translation>C 기밀</translation>
    </message>
    <message>
        <source>This account administers or audits, so it has no vault here.</source>
        <translation>관리하거나 감사하는 계정이라 여기에는 보관함이 없습니다.</translation>
    </message>
    <message>
        <source>Your institution does not let files of this format out.</source>
        <translation>이 형식의 파일은 기관이 내보내지 못하게 했습니다.</translation>
    </message>
    <message>
        <source>Your institution does not let files of this grade out.</source>
        <translation>이 등급의 파일은 기관이 내보내지 못하게 했습니다.</translation>
    </message>
    <message>
        <source>Your institution allows only models from signed packages.</source>
        <translation>서명된 꾸러미의 모델만 기관이 허용합니다.</translation>
    </message>
    <message>
        <source>Your institution does not let documents of this format in.</source>
        <translation>이 형식의 문서는 기관이 넣지 못하게 했습니다.</translation>
    </message>
    <message>
        <source>This computer cannot seal the workers as your institution demands.</source>
        <translation>이 컴퓨터는 기관이 요구하는 만큼 작업 프로세스를 봉인하지 못합니다.</translation>
    </message>
    <message>
        <source>Your institution must be able to open this vault before anything new goes in. Ask your security officer to set it up.</source>
        <translation>새로 넣으려면 기관이 이 보관함을 열 수 있어야 합니다. 보안 담당자에게 설정을 부탁해 주세요.</translation>
    </message>
    <message>
        <source>It holds numbers of persons or companies, and your institution does not let them through.</source>
        <translation>개인이나 법인의 번호가 들어 있어 기관이 막았습니다.</translation>
    </message>
    <message>
        <source>Your institution does not allow this.</source>
        <translation>기관이 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>Lock when away</source>
        <translation>자리를 비울 때 잠그기</translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s) at the latest</source>
        <translation>
            <numerusform>늦어도 %n분 뒤</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying from answers and documents</source>
        <translation>답과 문서에서 복사</translation>
    </message>
    <message>
        <source>Export as</source>
        <translation>내보내는 형식</translation>
    </message>
    <message>
        <source>Highest grade of a file</source>
        <translation>파일의 가장 높은 등급</translation>
    </message>
    <message>
        <source>Grade of everything without one</source>
        <translation>등급이 없는 것의 등급</translation>
    </message>
    <message>
        <source>Who, where and when on every file</source>
        <translation>파일마다 누가, 어디서, 언제</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>항상</translation>
    </message>
    <message>
        <source>No</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>인쇄</translation>
    </message>
    <message>
        <source>Documents that may come in</source>
        <translation>넣을 수 있는 문서</translation>
    </message>
    <message>
        <source>Recognition of scans</source>
        <translation>스캔본 글자 인식</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Model files without a package</source>
        <translation>꾸러미 없는 모델 파일</translation>
    </message>
    <message>
        <source>Models of one&apos;s own</source>
        <translation>사용자별 모델 설치</translation>
    </message>
    <message>
        <source>Chats that nobody touches</source>
        <translation>손대지 않은 대화</translation>
    </message>
    <message>
        <source>As you choose</source>
        <translation>직접 정함</translation>
    </message>
    <message numerus="yes">
        <source>go after %n day(s) at the latest</source>
        <translation>
            <numerusform>늦어도 %n일 뒤에 지움</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening by the institution</source>
        <translation>기관이 여는 열쇠</translation>
    </message>
    <message>
        <source>Demanded</source>
        <translation>있어야 함</translation>
    </message>
    <message>
        <source>Not demanded</source>
        <translation>없어도 됨</translation>
    </message>
    <message>
        <source>Work behind a weaker seal</source>
        <translation>약한 봉인으로 작업</translation>
    </message>
    <message>
        <source>Numbers of persons: when asking</source>
        <translation>개인의 번호: 물을 때</translation>
    </message>
    <message>
        <source>Numbers of persons: in documents</source>
        <translation>개인의 번호: 문서에서</translation>
    </message>
    <message>
        <source>Numbers of persons: in files</source>
        <translation>개인의 번호: 내보낼 때</translation>
    </message>
    <message>
        <source>Numbers of persons: when copying</source>
        <translation>개인의 번호: 복사할 때</translation>
    </message>
    <message>
        <source>A reason for every file</source>
        <translation>파일마다 까닭</translation>
    </message>
    <message>
        <source>Trial of the model that answers</source>
        <translation>답하는 모델의 시험 기준</translation>
    </message>
    <message>
        <source>No floor</source>
        <translation>기준 없음</translation>
    </message>
    <message>
        <source>at least %1 % right, %2 tokens a second</source>
        <translation>정답 %1 % 이상, 초당 토큰 %2 이상</translation>
    </message>
    <message>
        <source>Your institution wants to know what a file leaves for. Choose a reason.</source>
        <translation>기관은 내보내는 까닭을 적게 합니다. 까닭을 골라 주세요.</translation>
    </message>
    <message>
        <source>Your institution does not allow printing.</source>
        <translation>기관이 인쇄를 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>This model did too little in its trial, or had none, to be the one that answers here.</source>
        <translation>이 모델은 시험 결과가 모자라거나 시험을 거치지 않아 여기서 답하는 모델이 될 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>MessageActions</name>
    <message>
        <source>Copy the question</source>
        <translation>질문 복사</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>답변 복사</translation>
    </message>
    <message>
        <source>Ask in other words</source>
        <translation>다른 말로 묻기</translation>
    </message>
    <message>
        <source>Quote below</source>
        <translation>아래에 인용</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>다시 답하기</translation>
    </message>
    <message>
        <source>Go on in a new chat from here</source>
        <translation>여기서 새 대화로 이어 가기</translation>
    </message>
    <message>
        <source>Pin: stays in view of the model</source>
        <translation>고정: 모델이 계속 봅니다</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>고정 풀기</translation>
    </message>
    <message>
        <source>Export the answer</source>
        <translation>답변 내보내기</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>이 답변 정보</translation>
    </message>
    <message>
        <source>Remove, with what follows</source>
        <translation>뒤에 이어진 말과 함께 치우기</translation>
    </message>
    <message>
        <source>Earlier version</source>
        <translation>이전 판</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>다음 판</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>%2개 가운데 %1번째 판</translation>
    </message>
</context>
<context>
    <name>Packages</name>
    <message>
        <source>This computer</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>내 보관소</translation>
    </message>
    <message>
        <source>language model</source>
        <translation>언어 모델</translation>
    </message>
    <message>
        <source>finds by meaning</source>
        <translation>뜻으로 찾기</translation>
    </message>
    <message>
        <source>orders what was found</source>
        <translation>찾은 것 순서 매기기</translation>
    </message>
    <message>
        <source>recognises scans</source>
        <translation>스캔 글자 인식</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>%1판</translation>
    </message>
    <message>
        <source>%1, not for commercial use</source>
        <translation>%1, 상업 이용 불가</translation>
    </message>
    <message>
        <source>%1 of %2 test questions right</source>
        <translation>시험 문항 %2개 중 %1개 맞음</translation>
    </message>
    <message>
        <source>%1 tokens a second here</source>
        <translation>여기서 초당 토큰 %1</translation>
    </message>
    <message>
        <source>It cannot be read. Remove it and install it again.</source>
        <translation>읽을 수 없습니다. 지우고 다시 설치해 주세요.</translation>
    </message>
    <message>
        <source>It was taken back or never installed in order, so it is not used.</source>
        <translation>거두어들였거나 제대로 설치되지 않아 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Your institution does not allow it.</source>
        <translation>기관에서 허용하지 않습니다.</translation>
    </message>
    <message>
        <source>Below what your institution asks of the model that answers.</source>
        <translation>답하는 모델에 기관이 요구하는 기준에 못 미칩니다.</translation>
    </message>
</context>
<context>
    <name>PassageCard</name>
    <message>
        <source>Show in the document</source>
        <translation>원문에서 보기</translation>
    </message>
    <message>
        <source>Copy with source</source>
        <translation>출처와 함께 복사</translation>
    </message>
    <message>
        <source>Show passage %1 in the document</source>
        <translation>구절 %1 원문에서 보기</translation>
    </message>
    <message>
        <source>Copy passage %1 with its source</source>
        <translation>구절 %1 출처와 함께 복사</translation>
    </message>
    <message>
        <source>Passage %1, %2</source>
        <translation>구절 %1, %2</translation>
    </message>
</context>
<context>
    <name>PresetSheet</name>
    <message>
        <source>New preset</source>
        <translation>새 답변 설정</translation>
    </message>
    <message>
        <source>Edit preset</source>
        <translation>답변 설정 고치기</translation>
    </message>
    <message>
        <source>The instructions are told to the model in front of every chat. The rules for answers from documents go on to hold.</source>
        <translation>대화마다 맨 앞에서 모델에게 알려 주는 지침입니다. 문서에서 답하는 규칙은 그대로 지켜집니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>지침</translation>
    </message>
    <message>
        <source>Temperature, 0 to 2</source>
        <translation>온도, 0–2</translation>
    </message>
    <message>
        <source>Top-p, 0.001 to 1</source>
        <translation>Top-p, 0.001–1</translation>
    </message>
    <message>
        <source>Longest answer, tokens</source>
        <translation>가장 긴 답, 토큰</translation>
    </message>
    <message>
        <source>Seed, whole number</source>
        <translation>씨앗 값, 정수</translation>
    </message>
    <message>
        <source>Empty: as the makers of the model advise, and another seed for every answer.</source>
        <translation>비워 두면 모델 제조사가 권하는 값을 쓰고, 씨앗 값은 답마다 달라집니다.</translation>
    </message>
    <message>
        <source>Another preset has this name, or a number is out of its range.</source>
        <translation>같은 이름이 있거나, 숫자가 범위를 벗어났습니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>Free some space and try again.</source>
        <translation>공간을 비우고 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>The passphrase does not match.</source>
        <translation>암호가 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Your vault is unchanged.</source>
        <translation>보관함은 그대로입니다.</translation>
    </message>
    <message>
        <source>Check the input language and try again.</source>
        <translation>한/영 상태를 확인하고 다시 입력해 주세요.</translation>
    </message>
    <message>
        <source>There is a vault here already.</source>
        <translation>이 자리에 이미 보관함이 있습니다.</translation>
    </message>
    <message>
        <source>It is unchanged.</source>
        <translation>보관함은 그대로입니다.</translation>
    </message>
    <message>
        <source>Open it with its passphrase.</source>
        <translation>그 보관함의 암호로 열어 주세요.</translation>
    </message>
    <message>
        <source>The vault&apos;s key record is damaged, so it cannot be opened.</source>
        <translation>보관함의 열쇠 기록이 손상되어 열 수 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was changed or deleted.</source>
        <translation>바꾸거나 지운 것은 없습니다.</translation>
    </message>
    <message>
        <source>Bring back the folder from a backup, or ask your security officer.</source>
        <translation>백업에서 폴더를 되살리거나 보안 담당자에게 문의해 주세요.</translation>
    </message>
    <message>
        <source>The disk is full, so the vault could not be written.</source>
        <translation>디스크에 남은 공간이 없어 보관함을 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>There is not enough memory to work out the key.</source>
        <translation>열쇠를 계산할 메모리가 모자랍니다.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>다른 프로그램을 닫고 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Another window has this vault open.</source>
        <translation>다른 창에서 이 보관함을 열어 두었습니다.</translation>
    </message>
    <message>
        <source>Close the other window first.</source>
        <translation>그 창을 먼저 닫아 주세요.</translation>
    </message>
    <message>
        <source>This passphrase cannot be used.</source>
        <translation>이 암호는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Choose a longer one.</source>
        <translation>더 긴 암호를 정해 주세요.</translation>
    </message>
    <message>
        <source>The vault could not be opened.</source>
        <translation>보관함을 열지 못했습니다.</translation>
    </message>
    <message>
        <source>Try again. If it stays, ask your security officer.</source>
        <translation>다시 시도해 주세요. 계속되면 보안 담당자에게 문의해 주세요.</translation>
    </message>
    <message>
        <source>Your question and everything so far are saved.</source>
        <translation>질문과 여기까지의 답변은 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The language model stopped, and the answer with it.</source>
        <translation>언어 모델이 멈춰 답변이 끊겼습니다.</translation>
    </message>
    <message>
        <source>Other chats and documents are not affected.</source>
        <translation>다른 대화와 문서에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>It starts again by itself when you retry.</source>
        <translation>다시 시도하면 모델이 저절로 다시 시작합니다.</translation>
    </message>
    <message>
        <source>The answer stopped because memory ran out.</source>
        <translation>메모리가 모자라 답변이 멈췄습니다.</translation>
    </message>
    <message>
        <source>Close other programs or use a smaller model, then retry.</source>
        <translation>다른 프로그램을 닫거나 더 작은 모델을 쓴 뒤 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>The answer took longer than allowed and was stopped.</source>
        <translation>정해진 시간을 넘겨 답변을 멈췄습니다.</translation>
    </message>
    <message>
        <source>Ask again with a shorter question.</source>
        <translation>더 짧게 다시 물어보세요.</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>답변을 멈췄습니다.</translation>
    </message>
    <message>
        <source>There is no language model and no collection to search.</source>
        <translation>언어 모델도, 찾을 모음도 없습니다.</translation>
    </message>
    <message>
        <source>Choose a collection below, or set a model.</source>
        <translation>아래에서 모음을 고르거나 모델을 정해 주세요.</translation>
    </message>
    <message>
        <source>The answer could not be saved: the disk is full.</source>
        <translation>디스크에 남은 공간이 없어 답변을 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>What was saved before is unchanged.</source>
        <translation>앞서 저장한 내용은 그대로입니다.</translation>
    </message>
    <message>
        <source>The vault was locked before the answer was finished.</source>
        <translation>답변이 끝나기 전에 보관함을 잠갔습니다.</translation>
    </message>
    <message>
        <source>Retry when you are ready.</source>
        <translation>준비되면 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>The answer could not be finished.</source>
        <translation>답변을 마치지 못했습니다.</translation>
    </message>
    <message>
        <source>Retry. If it stays, ask with other words.</source>
        <translation>다시 시도해 주세요. 계속되면 다른 말로 물어보세요.</translation>
    </message>
    <message>
        <source>The original is unchanged.</source>
        <translation>원본은 그대로입니다.</translation>
    </message>
    <message>
        <source>This file is password-protected and was not read.</source>
        <translation>이 파일은 암호가 걸려 있어 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Other files go on.</source>
        <translation>다른 파일은 계속 읽습니다.</translation>
    </message>
    <message>
        <source>This kind of file cannot be read yet.</source>
        <translation>아직 읽지 못하는 형식입니다.</translation>
    </message>
    <message>
        <source>Save it as HWPX, DOCX, PDF or plain text, and add it again.</source>
        <translation>HWPX, DOCX, PDF 또는 일반 글로 저장해 다시 넣어 주세요.</translation>
    </message>
    <message>
        <source>The file is damaged and was not read.</source>
        <translation>파일이 손상되어 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Open it in the program that made it, save it again, and add it again.</source>
        <translation>쓰던 프로그램에서 열어 다시 저장한 뒤 넣어 주세요.</translation>
    </message>
    <message>
        <source>The file goes beyond a safety limit and was not read.</source>
        <translation>안전 한도를 넘어 읽지 않았습니다.</translation>
    </message>
    <message>
        <source>It may be packed unusually. Ask whoever sent it for a fresh copy.</source>
        <translation>보낸 분에게 새 파일을 받아 주세요.</translation>
    </message>
    <message>
        <source>The file is no longer there.</source>
        <translation>파일이 그 자리에 없습니다.</translation>
    </message>
    <message>
        <source>Check the folder and add it again.</source>
        <translation>폴더를 확인하고 다시 넣어 주세요.</translation>
    </message>
    <message>
        <source>The file could not be opened for reading.</source>
        <translation>파일을 열 수 없었습니다.</translation>
    </message>
    <message>
        <source>Check that you may read it, and add it again.</source>
        <translation>읽기 권한을 확인하고 다시 넣어 주세요.</translation>
    </message>
    <message>
        <source>Reading the file took longer than allowed.</source>
        <translation>정해진 시간 안에 파일을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Divide it into smaller files and add them.</source>
        <translation>작은 파일로 나누어 넣어 주세요.</translation>
    </message>
    <message>
        <source>The reader stopped while it read this file.</source>
        <translation>이 파일을 읽다가 읽기 도구가 멈췄습니다.</translation>
    </message>
    <message>
        <source>Remove it from the list or add it again.</source>
        <translation>목록에서 빼거나 다시 넣어 주세요.</translation>
    </message>
    <message>
        <source>The disk is full, so the file was not added.</source>
        <translation>디스크에 남은 공간이 없어 파일을 넣지 못했습니다.</translation>
    </message>
    <message>
        <source>The file is too big for the memory that reading may use.</source>
        <translation>읽기에 쓸 메모리보다 큰 파일입니다.</translation>
    </message>
    <message>
        <source>Divide it into smaller files.</source>
        <translation>작은 파일로 나누어 주세요.</translation>
    </message>
    <message>
        <source>The same file is in this collection already.</source>
        <translation>같은 파일이 이 모음에 있습니다.</translation>
    </message>
    <message>
        <source>The file was not read.</source>
        <translation>파일을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Add it again. If it stays, send the folded details to your support.</source>
        <translation>다시 넣어 주세요. 계속되면 아래 자세한 내용을 담당자에게 알려 주세요.</translation>
    </message>
    <message>
        <source>Chats and documents are not affected.</source>
        <translation>대화와 문서에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>The model file is no longer there.</source>
        <translation>모델 파일이 그 자리에 없습니다.</translation>
    </message>
    <message>
        <source>Choose it again.</source>
        <translation>다시 골라 주세요.</translation>
    </message>
    <message>
        <source>This model&apos;s kind is not supported yet.</source>
        <translation>아직 지원하지 않는 종류의 모델입니다.</translation>
    </message>
    <message>
        <source>Choose another GGUF file.</source>
        <translation>다른 GGUF 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>The model file is damaged and was not used.</source>
        <translation>모델 파일이 손상되어 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Copy it again from where it came, and compare its checksum.</source>
        <translation>받은 곳에서 다시 복사하고 지문을 비교해 주세요.</translation>
    </message>
    <message>
        <source>Not used: the file did not pass the check.</source>
        <translation>확인을 통과하지 못해 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Check with the sender.</source>
        <translation>받은 곳에 확인해 주세요.</translation>
    </message>
    <message>
        <source>The model does not fit into this computer&apos;s memory.</source>
        <translation>이 컴퓨터의 메모리에 들어가지 않는 모델입니다.</translation>
    </message>
    <message>
        <source>Choose a smaller one.</source>
        <translation>더 작은 모델을 골라 주세요.</translation>
    </message>
    <message>
        <source>The language model stopped.</source>
        <translation>언어 모델이 멈췄습니다.</translation>
    </message>
    <message>
        <source>The window, chats and documents are not affected.</source>
        <translation>창과 대화, 문서에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>It starts again with the next question.</source>
        <translation>다음 질문 때 다시 시작합니다.</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>모델을 불러오지 못했습니다.</translation>
    </message>
    <message>
        <source>Choose the file again.</source>
        <translation>파일을 다시 골라 주세요.</translation>
    </message>
    <message>
        <source>The document of this passage was removed.</source>
        <translation>이 구절의 문서를 모음에서 뺐습니다.</translation>
    </message>
    <message>
        <source>The passage in the answer stays as it was.</source>
        <translation>답변에 있는 구절은 그대로입니다.</translation>
    </message>
    <message>
        <source>The passage could not be opened.</source>
        <translation>구절을 열지 못했습니다.</translation>
    </message>
    <message>
        <source>The document is unchanged.</source>
        <translation>문서는 그대로입니다.</translation>
    </message>
    <message>
        <source>Choose the citation again.</source>
        <translation>근거 번호를 다시 눌러 주세요.</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>보관함이 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>Nothing was lost.</source>
        <translation>잃은 것은 없습니다.</translation>
    </message>
    <message>
        <source>Open it and do it again.</source>
        <translation>보관함을 열고 다시 해 주세요.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full.</source>
        <translation>디스크에 남은 공간이 없어 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>That name is in use.</source>
        <translation>이미 쓰고 있는 이름입니다.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 정해 주세요.</translation>
    </message>
    <message>
        <source>It is no longer there.</source>
        <translation>이제 그 자리에 없습니다.</translation>
    </message>
    <message>
        <source>Nothing else was changed.</source>
        <translation>다른 것은 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>Stored data contradicts itself.</source>
        <translation>저장된 내용이 서로 맞지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing was deleted.</source>
        <translation>지운 것은 없습니다.</translation>
    </message>
    <message>
        <source>Lock the vault and open it again.</source>
        <translation>보관함을 잠갔다가 다시 열어 주세요.</translation>
    </message>
    <message>
        <source>It could not be done.</source>
        <translation>하지 못했습니다.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>This was not done, because the audit log could not be written.</source>
        <translation>감사 기록을 쓸 수 없어 하지 않았습니다.</translation>
    </message>
    <message>
        <source>Lock the vault, open it and do it again. If it stays, ask your security officer.</source>
        <translation>보관함을 잠갔다가 열고 다시 해 주세요. 계속되면 보안 담당자에게 알려 주세요.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>차례 기다림</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽는 중</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Needs password</source>
        <translation>암호 필요</translation>
    </message>
    <message>
        <source>Scan, no text</source>
        <translation>스캔본 · 글자 없음</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>읽지 못함</translation>
    </message>
    <message>
        <source>The question is too long for this model, even without the conversation before it.</source>
        <translation>앞의 대화를 빼도 질문이 이 모델에는 너무 깁니다.</translation>
    </message>
    <message>
        <source>Ask in parts or with fewer words, or use a model with a longer context.</source>
        <translation>나누어 묻거나 짧게 줄이거나, 문맥이 더 긴 모델을 써 주세요.</translation>
    </message>
    <message>
        <source>There were too many wrong tries.</source>
        <translation>여러 번 잘못 입력하셨습니다.</translation>
    </message>
    <message>
        <source>Wait a little before the next try.</source>
        <translation>잠시 뒤에 다시 시도해 주세요.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>중단했습니다.</translation>
    </message>
    <message>
        <source>Nothing half done was left behind.</source>
        <translation>하다 만 것은 남지 않았습니다.</translation>
    </message>
    <message>
        <source>There is not enough room for it.</source>
        <translation>공간이 모자랍니다.</translation>
    </message>
    <message>
        <source>Free some space or choose another disk, and try again.</source>
        <translation>공간을 비우거나 다른 디스크를 고른 뒤 다시 해 보십시오.</translation>
    </message>
    <message>
        <source>Something with that name is there already.</source>
        <translation>그 이름의 것이 이미 있습니다.</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>건드리지 않았습니다.</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>그 자리에 없습니다.</translation>
    </message>
    <message>
        <source>This is not a finished backup, or a newer Sillok wrote it.</source>
        <translation>완성된 백업이 아니거나, 더 새로운 실록이 만든 것입니다.</translation>
    </message>
    <message>
        <source>Choose another file, or bring this program up to date.</source>
        <translation>다른 파일을 고르거나 이 프로그램을 새 판으로 바꾸십시오.</translation>
    </message>
    <message>
        <source>The stored text, on which the answer rests, is below.</source>
        <translation>답의 근거인 저장된 글은 아래에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>The file is not where it was, or has changed since it was read.</source>
        <translation>파일이 있던 자리에 없거나, 읽은 뒤에 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Add it again to see its pages.</source>
        <translation>쪽을 보려면 다시 추가하십시오.</translation>
    </message>
    <message>
        <source>This format has no pages to be shown.</source>
        <translation>이 형식에는 보여 줄 쪽이 없습니다.</translation>
    </message>
    <message>
        <source>The file is password-protected now.</source>
        <translation>파일에 이제 암호가 걸려 있습니다.</translation>
    </message>
    <message>
        <source>The page could not be drawn.</source>
        <translation>쪽을 그리지 못했습니다.</translation>
    </message>
    <message>
        <source>Choose the page again.</source>
        <translation>쪽을 다시 고르십시오.</translation>
    </message>
    <message>
        <source>Damage was found, so this was not done.</source>
        <translation>손상된 곳이 있어 하지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose an earlier one. If it is this vault, lock it and choose “Recover the vault”.</source>
        <translation>더 이전 것을 고르십시오. 이 보관함이 손상되었다면 잠그고 “보관함 되살리기”를 고르십시오.</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>끝나기 전에 중단했습니다.</translation>
    </message>
    <message>
        <source>It could not be finished.</source>
        <translation>끝내지 못했습니다.</translation>
    </message>
    <message>
        <source>It is gone from the vault and the rest is complete, but older pages of the file and earlier states may still hold it.</source>
        <translation>보관함에서는 없어졌고 나머지는 온전하지만, 파일의 옛 쪽과 이전 상태에 남아 있을 수 있습니다.</translation>
    </message>
    <message>
        <source>To finish, shred something else, or run “sillokctl vault rotate”: both encrypt everything under a new key.</source>
        <translation>마저 하려면 다른 것을 파기하거나 “sillokctl vault rotate”를 실행하십시오. 둘 다 모든 것을 새 키로 다시 암호화합니다.</translation>
    </message>
    <message>
        <source>Ready in part</source>
        <translation>일부 준비됨</translation>
    </message>
    <message>
        <source>Nothing of it was left on the disk, and the vault is unchanged.</source>
        <translation>디스크에 남은 것은 없고, 보관함은 그대로입니다.</translation>
    </message>
    <message>
        <source>There is a file of that name already.</source>
        <translation>같은 이름의 파일이 이미 있습니다.</translation>
    </message>
    <message>
        <source>It was not changed.</source>
        <translation>그 파일은 그대로입니다.</translation>
    </message>
    <message>
        <source>The file was not written: what was to go into it, or its folder, is not there.</source>
        <translation>파일을 쓰지 못했습니다. 넣을 내용이나 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>다른 폴더를 골라 주세요.</translation>
    </message>
    <message>
        <source>The file was not written: the disk is full.</source>
        <translation>디스크에 남은 공간이 없어 파일을 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>The file was not written.</source>
        <translation>파일을 쓰지 못했습니다.</translation>
    </message>
    <message>
        <source>Check that you may write into the folder, and try again.</source>
        <translation>폴더에 쓸 수 있는지 확인하고 다시 해 주세요.</translation>
    </message>
    <message>
        <source>There is no table in this document.</source>
        <translation>이 문서에는 표가 없습니다.</translation>
    </message>
    <message>
        <source>This document holds no text to work on.</source>
        <translation>이 문서에는 다룰 글자가 없습니다.</translation>
    </message>
    <message>
        <source>Add a version with text.</source>
        <translation>글자가 있는 파일을 넣어 주세요.</translation>
    </message>
    <message>
        <source>The work on the document could not begin.</source>
        <translation>문서를 다루는 일을 시작하지 못했습니다.</translation>
    </message>
    <message>
        <source>The labels were not kept.</source>
        <translation>이름표를 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>Those from before are still there.</source>
        <translation>전에 있던 이름표는 그대로입니다.</translation>
    </message>
    <message>
        <source>A document carries at most 20 labels of 60 letters each.</source>
        <translation>이름표는 문서마다 20개까지, 하나에 60자까지 붙일 수 있습니다.</translation>
    </message>
    <message>
        <source>Ask your security officer.</source>
        <translation>보안 담당자에게 문의해 주세요.</translation>
    </message>
    <message>
        <source>Nothing that is incomplete is used. What was copied is kept for another try.</source>
        <translation>덜 된 것은 쓰지 않습니다. 복사한 데까지는 다음에 이어 가도록 남겨 두었습니다.</translation>
    </message>
    <message>
        <source>Plug the medium in again, or choose the file anew.</source>
        <translation>저장 매체를 다시 꽂거나 파일을 다시 골라 주세요.</translation>
    </message>
    <message>
        <source>The log is unchanged.</source>
        <translation>기록은 그대로입니다.</translation>
    </message>
    <message>
        <source>There is no log or file of that name.</source>
        <translation>그런 기록이나 파일이 없습니다.</translation>
    </message>
    <message>
        <source>This account cannot read or write it.</source>
        <translation>이 계정으로는 읽거나 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Ask the administrator to hand the log over, or choose another folder.</source>
        <translation>관리자에게 기록을 넘겨 달라고 하거나 다른 폴더를 골라 주세요.</translation>
    </message>
    <message>
        <source>This is no verification key of an audit log.</source>
        <translation>감사 기록의 확인 키가 아닙니다.</translation>
    </message>
    <message>
        <source>Choose the file that was taken out with the key.</source>
        <translation>확인 키를 꺼낼 때 만든 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>Nothing was printed, and the vault is unchanged.</source>
        <translation>인쇄하지 않았고 보관함은 그대로입니다.</translation>
    </message>
    <message>
        <source>This computer has no print system.</source>
        <translation>이 컴퓨터에 인쇄 체계가 없습니다.</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer, or export a PDF.</source>
        <translation>전산 담당자에게 묻거나 PDF로 내보내 주세요.</translation>
    </message>
    <message>
        <source>The print system did not answer.</source>
        <translation>인쇄 체계가 답하지 않았습니다.</translation>
    </message>
    <message>
        <source>Look at the printer&apos;s queue, then try again.</source>
        <translation>프린터의 대기열을 본 뒤 다시 해 주세요.</translation>
    </message>
    <message>
        <source>The printer did not take it.</source>
        <translation>프린터가 받지 않았습니다.</translation>
    </message>
    <message>
        <source>Choose another printer, or export a PDF.</source>
        <translation>다른 프린터를 고르거나 PDF로 내보내 주세요.</translation>
    </message>
    <message>
        <source>No chat was added.</source>
        <translation>더해진 대화는 없습니다.</translation>
    </message>
    <message>
        <source>There is no chat of a program that is known in “%1”.</source>
        <translation>“%1”에는 알고 있는 프로그램의 대화가 없습니다.</translation>
    </message>
    <message>
        <source>Choose an export of ChatGPT, Open WebUI or LM Studio.</source>
        <translation>ChatGPT, Open WebUI, LM Studio에서 내보낸 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>“%1” is damaged or cut off, so its chats could not be read.</source>
        <translation>“%1” 파일이 손상되었거나 끝이 잘려 대화를 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Export the chats once more.</source>
        <translation>대화를 다시 내보내 주세요.</translation>
    </message>
    <message>
        <source>“%1” is protected by a password.</source>
        <translation>“%1” 파일은 암호가 걸려 있습니다.</translation>
    </message>
    <message>
        <source>Unpack it first, and choose conversations.json.</source>
        <translation>먼저 압축을 풀고 conversations.json을 골라 주세요.</translation>
    </message>
    <message>
        <source>“%1” is larger or deeper than an export may be.</source>
        <translation>“%1” 파일이 받아들일 수 있는 크기나 깊이를 넘습니다.</translation>
    </message>
    <message>
        <source>Export fewer chats at a time.</source>
        <translation>대화를 나누어 내보내 주세요.</translation>
    </message>
    <message>
        <source>The disk is full, so not all chats could be added.</source>
        <translation>디스크에 남은 공간이 없어 대화를 다 더하지 못했습니다.</translation>
    </message>
    <message>
        <source>What was added by then is stored.</source>
        <translation>그때까지 더한 대화는 저장되어 있습니다.</translation>
    </message>
    <message>
        <source>The chats in “%1” could not be read.</source>
        <translation>“%1”의 대화를 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>What you typed is still there, and the files are unchanged.</source>
        <translation>쓰던 글은 그대로 있고, 파일도 바뀌지 않았습니다.</translation>
    </message>
    <message>
        <source>Files cannot be attached to a temporary chat.</source>
        <translation>임시 대화에는 파일을 첨부할 수 없습니다.</translation>
    </message>
    <message>
        <source>They would be kept on the disk. Begin an ordinary chat for them.</source>
        <translation>파일은 디스크에 저장됩니다. 보통 대화를 새로 시작해 주세요.</translation>
    </message>
    <message>
        <source>The disk is full, so the files were not attached.</source>
        <translation>디스크에 남은 공간이 없어 파일을 첨부하지 못했습니다.</translation>
    </message>
    <message>
        <source>The chat or the file is not there any more.</source>
        <translation>대화나 파일이 이제 없습니다.</translation>
    </message>
    <message>
        <source>The files could not be attached.</source>
        <translation>파일을 첨부하지 못했습니다.</translation>
    </message>
    <message>
        <source>Prompts and presets are as they were before.</source>
        <translation>문구와 답변 설정은 전과 같습니다.</translation>
    </message>
    <message>
        <source>There is one with this name already.</source>
        <translation>같은 이름이 이미 있습니다.</translation>
    </message>
    <message>
        <source>This was not saved: it is too long, or a number is out of its range.</source>
        <translation>너무 길거나 숫자가 범위를 벗어나 저장하지 않았습니다.</translation>
    </message>
    <message>
        <source>Make it shorter and save it again.</source>
        <translation>줄여서 다시 저장해 주세요.</translation>
    </message>
    <message>
        <source>The disk is full, so nothing was saved.</source>
        <translation>디스크에 남은 공간이 없어 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>This could not be saved.</source>
        <translation>저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>A question without words cannot be kept.</source>
        <translation>낱말이 없는 질문은 남길 수 없습니다.</translation>
    </message>
    <message>
        <source>The kept questions are unchanged.</source>
        <translation>남겨 둔 질문은 그대로입니다.</translation>
    </message>
    <message>
        <source>Type the question first.</source>
        <translation>질문을 먼저 입력해 주세요.</translation>
    </message>
    <message>
        <source>The search could not be tried out.</source>
        <translation>찾기를 시험하지 못했습니다.</translation>
    </message>
    <message>
        <source>Documents and kept questions are unchanged.</source>
        <translation>문서와 남겨 둔 질문은 그대로입니다.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, lock the vault and open it.</source>
        <translation>다시 해 보세요. 또 그러면 보관함을 잠갔다가 열어 주세요.</translation>
    </message>
    <message>
        <source>Enter its password, or save it without one and add it again.</source>
        <translation>암호를 입력하거나, 암호 없이 저장한 뒤 다시 넣어 주세요.</translation>
    </message>
    <message>
        <source>The password that was tried does not open this file.</source>
        <translation>입력한 암호로 이 파일이 열리지 않습니다.</translation>
    </message>
    <message>
        <source>Check the input language and enter it again.</source>
        <translation>한/영 상태를 확인하고 다시 입력해 주세요.</translation>
    </message>
</context>
<context>
    <name>PromptSheets</name>
    <message>
        <source>Fill in what you know. What stays empty is left in braces.</source>
        <translation>아는 것만 채워 주세요. 비워 둔 자리는 괄호로 남습니다.</translation>
    </message>
    <message>
        <source>Put into the question</source>
        <translation>물음에 넣기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>새 문구</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>문구 고치기</translation>
    </message>
    <message>
        <source>Words in braces, like {subject}, are asked for whenever the prompt is used.</source>
        <translation>{제목}처럼 괄호에 넣은 말은 문구를 쓸 때마다 묻습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Another prompt has this name.</source>
        <translation>같은 이름의 문구가 있습니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
</context>
<context>
    <name>Scope</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>문서 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Seal</name>
    <message>
        <source>Sealed</source>
        <translation>봉인됨</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>Could not check</source>
        <translation>확인하지 못함</translation>
    </message>
    <message>
        <source>The seal is broken</source>
        <translation>봉인이 깨졌습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n network socket(s)</source>
        <translation>
            <numerusform>네트워크 소켓 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>%1 확인</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>다시 시도 중</translation>
    </message>
    <message>
        <source>No network socket is open</source>
        <translation>열린 네트워크 소켓 없음</translation>
    </message>
    <message>
        <source>The system refuses new sockets</source>
        <translation>새 소켓을 열려는 시도를 막음</translation>
    </message>
    <message>
        <source>No network library is loaded</source>
        <translation>불러온 네트워크 라이브러리 없음</translation>
    </message>
    <message>
        <source>filter is on</source>
        <translation>차단 켜짐</translation>
    </message>
    <message>
        <source>filter is off</source>
        <translation>차단 꺼짐</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Put documents in</source>
        <translation>문서 넣기</translation>
    </message>
    <message>
        <source>Ask, and look it up</source>
        <translation>묻고 확인하기</translation>
    </message>
    <message>
        <source>Everything by keys</source>
        <translation>모두 키보드로</translation>
    </message>
    <message>
        <source>A collection keeps documents about one matter, encrypted on this computer. The button in the middle of the window puts in samples to try it out.</source>
        <translation>모음은 한 가지 일의 문서를 이 컴퓨터에 암호화해 둡니다. 창 가운데 단추로 예제를 넣어 써 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose a collection below the question. The numbers in an answer show the sentence in its document. Without a model, the passages themselves are the answer.</source>
        <translation>질문 아래에서 모음을 고르세요. 답변의 번호를 누르면 문서의 그 문장을 보여 줍니다. 모델이 없으면 찾은 구절이 답입니다.</translation>
    </message>
    <message>
        <source>%1 searches everything, %2 lists all that can be done, %3 shows and changes keys, %4 locks the vault. What you typed stays.</source>
        <translation>%1 모두 찾기, %2 할 일 목록, %3 단축키 보기와 바꾸기, %4 보관함 잠그기. 쓰던 글은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>%2단계 중 %1단계</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>건너뛰기</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>p. %1 (estimated)</source>
        <translation>%1쪽(추정)</translation>
    </message>
    <message>
        <source>p. %1</source>
        <translation>%1쪽</translation>
    </message>
    <message numerus="yes">
        <source>about %n seconds left</source>
        <translation>
            <numerusform>약 %n초 남음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes left</source>
        <translation>
            <numerusform>약 %n분 남음</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::AboutSection</name>
    <message>
        <source>About this program</source>
        <translation>이 프로그램</translation>
    </message>
    <message>
        <source>Sillok %1</source>
        <translation>실록 %1</translation>
    </message>
    <message>
        <source>Measured while the window is used, since it was started. Only times are counted, nothing is written down.</source>
        <translation>창을 쓰는 동안 시작한 뒤로 잰 값입니다. 시간만 세고 아무것도 적어 두지 않습니다.</translation>
    </message>
    <message>
        <source>Waiting for the window: nothing measured yet</source>
        <translation>창을 기다린 시간: 아직 재지 않았습니다</translation>
    </message>
    <message>
        <source>Waiting for the window: 99 % of the time at most %1 ms, never longer than %2 ms</source>
        <translation>창을 기다린 시간: 99 %는 %1 ms 이하, 가장 길 때 %2 ms</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) longer than a tenth of a second, the longest at %1</source>
        <translation>
            <numerusform>0.1초를 넘은 적 %n번, 가장 길 때는 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 after “%2”</source>
        <translation>%1, “%2” 다음</translation>
    </message>
</context>
<context>
    <name>sillok::ui::AdministrationPage</name>
    <message>
        <source>Administration</source>
        <translation>관리</translation>
    </message>
    <message>
        <source>**Auditor** · nobody&apos;s chats and documents can be seen here.</source>
        <translation>**감사인 화면** · 누구의 대화와 문서도 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>**Administrator** · nobody&apos;s chats and documents can be seen here. What you change is recorded.</source>
        <translation>**관리자 화면** · 누구의 대화와 문서도 볼 수 없습니다. 바꾼 것은 모두 감사 기록에 남습니다.</translation>
    </message>
    <message>
        <source>Packages, whose signatures count, the institution&apos;s policy, and the audit log.</source>
        <translation>꾸러미, 믿는 서명, 기관 정책, 감사 기록을 봅니다.</translation>
    </message>
    <message>
        <source>Your packages, whose signatures count, and your audit log.</source>
        <translation>내 꾸러미, 믿는 서명, 내 감사 기록을 봅니다.</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>꾸러미</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>신뢰</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>정책</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>감사</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>부분</translation>
    </message>
</context>
<context>
    <name>sillok::ui::AnswerReader</name>
    <message>
        <source>The answer begins</source>
        <translation>답변을 시작합니다</translation>
    </message>
    <message>
        <source>The answer was stopped</source>
        <translation>답변을 멈췄습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s) were found</source>
        <translation>
            <numerusform>구절 %n개를 찾았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>No answer was found in the documents</source>
        <translation>문서에서 답을 찾지 못했습니다</translation>
    </message>
    <message numerus="yes">
        <source>The answer is finished, %n citation(s)</source>
        <translation>
            <numerusform>답변이 끝났습니다, 인용 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>The answer is finished</source>
        <translation>답변이 끝났습니다</translation>
    </message>
</context>
<context>
    <name>sillok::ui::AttachmentBar</name>
    <message>
        <source>Attached files</source>
        <translation>첨부한 파일</translation>
    </message>
</context>
<context>
    <name>sillok::ui::AuditSection</name>
    <message>
        <source>Checking</source>
        <translation>확인하는 중</translation>
    </message>
    <message>
        <source>%1 of %2 records</source>
        <translation>기록 %2개 중 %1개</translation>
    </message>
    <message>
        <source>The records are written: %1</source>
        <translation>기록을 썼습니다: %1</translation>
    </message>
    <message>
        <source>Keep the signed checkpoint away from this computer: %1</source>
        <translation>서명된 확인점은 이 컴퓨터 밖에 두세요: %1</translation>
    </message>
    <message>
        <source>Your vault</source>
        <translation>내 보관함</translation>
    </message>
    <message>
        <source>Your packages</source>
        <translation>내 꾸러미</translation>
    </message>
    <message>
        <source>This computer&apos;s packages</source>
        <translation>이 컴퓨터의 꾸러미</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>파일에서</translation>
    </message>
    <message>
        <source>Whose log</source>
        <translation>누구의 기록</translation>
    </message>
    <message>
        <source>Open a log file…</source>
        <translation>기록 파일 열기…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>Verify with…</source>
        <translation>더 갖고 확인…</translation>
    </message>
    <message>
        <source>Verify with a key or checkpoint</source>
        <translation>확인 키나 확인점으로 확인</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>All acts</source>
        <translation>모든 일</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>모든 계정</translation>
    </message>
    <message>
        <source>Account %1</source>
        <translation>계정 %1</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1일</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7일</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Open a log that was handed to you, with its verification key if you have it.</source>
        <translation>건네받은 기록을 열어 주세요. 확인 키가 있으면 함께 씁니다.</translation>
    </message>
    <message>
        <source>This account verifies logs and does not read them.</source>
        <translation>이 계정은 기록이 온전한지 확인할 수 있고, 읽지는 않습니다.</translation>
    </message>
    <message>
        <source>Records of the audit log</source>
        <translation>감사 기록</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>기록 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be read</source>
        <translation>%1개 읽지 못함</translation>
    </message>
    <message>
        <source>Open a log file</source>
        <translation>기록 파일 열기</translation>
    </message>
    <message>
        <source>Records checked: %1, sealed periods: %2, unclean ends: %3.</source>
        <translation>확인한 기록 %1개, 봉한 기간 %2개, 갑자기 끝난 적 %3번.</translation>
    </message>
    <message>
        <source>Without the verification key only the chain and the seals were checked.</source>
        <translation>확인 키 없이 이어짐과 봉인만 보았습니다.</translation>
    </message>
    <message>
        <source>Without a checkpoint an end that was cut off after a closing cannot be noticed.</source>
        <translation>확인점이 없어, 닫힌 뒤 잘려 나간 끝부분은 알 수 없습니다.</translation>
    </message>
    <message>
        <source>The log is in order.</source>
        <translation>기록에 이상이 없습니다.</translation>
    </message>
    <message>
        <source>First place: record %1, period %2, byte %3 of the file.</source>
        <translation>처음 자리: 기록 %1, 기간 %2, 파일의 %3번째 바이트.</translation>
    </message>
    <message>
        <source>Fault %1.</source>
        <translation>이상 %1.</translation>
    </message>
    <message>
        <source>The log is not in order: %1</source>
        <translation>기록에 이상이 있습니다: %1</translation>
    </message>
    <message>
        <source>For duty</source>
        <translation>업무용</translation>
    </message>
    <message>
        <source>For a report</source>
        <translation>보고용</translation>
    </message>
    <message>
        <source>To be handed in</source>
        <translation>제출용</translation>
    </message>
    <message>
        <source>For something else</source>
        <translation>그 밖</translation>
    </message>
    <message>
        <source>Where the records go</source>
        <translation>기록을 둘 곳</translation>
    </message>
    <message>
        <source>Export the records</source>
        <translation>기록 내보내기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::BenchCaseModel</name>
    <message>
        <source>not found</source>
        <translation>찾지 못함</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: “%2”</translation>
    </message>
    <message>
        <source>first time</source>
        <translation>처음</translation>
    </message>
    <message>
        <source>not looked for yet</source>
        <translation>아직 찾아보지 않음</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>better</source>
        <translation>나아짐</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>나빠짐</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Right place</source>
        <translation>맞는 곳</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>전</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>달라진 점</translation>
    </message>
</context>
<context>
    <name>sillok::ui::BenchHitModel</name>
    <message>
        <source>named in the question</source>
        <translation>질문이 이름을 댄 곳</translation>
    </message>
    <message>
        <source>words: place %1, %2 %</source>
        <translation>낱말: %1번째, %2 %</translation>
    </message>
    <message>
        <source>meaning: place %1</source>
        <translation>뜻: %1번째</translation>
    </message>
    <message>
        <source>order: %1</source>
        <translation>순위 점수: %1</translation>
    </message>
    <message>
        <source>Place %1, %2, %3: %4</source>
        <translation>%1번째, %2, %3: %4</translation>
    </message>
</context>
<context>
    <name>sillok::ui::BenchView</name>
    <message>
        <source>Try the search</source>
        <translation>찾기 시험</translation>
    </message>
    <message>
        <source>Back to the collection</source>
        <translation>모음으로 돌아가기</translation>
    </message>
    <message>
        <source>What a question finds in “%1”, and why. Keep questions to see what a change makes better or worse.</source>
        <translation>「%1」에서 질문이 무엇을 왜 찾는지 봅니다. 질문을 남겨 두면 바뀐 뒤 나아졌는지 나빠졌는지 보입니다.</translation>
    </message>
    <message>
        <source>A question, in your own words</source>
        <translation>평소 쓰는 말로 질문</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Found passages</source>
        <translation>찾은 구절</translation>
    </message>
    <message>
        <source>Show in the document</source>
        <translation>문서에서 보기</translation>
    </message>
    <message>
        <source>This passage is right</source>
        <translation>이 구절이 맞습니다</translation>
    </message>
    <message>
        <source>This document is right</source>
        <translation>이 문서면 맞습니다</translation>
    </message>
    <message>
        <source>Kept questions</source>
        <translation>남겨 둔 질문</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>구절 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>by words and meaning</source>
        <translation>낱말과 뜻으로</translation>
    </message>
    <message>
        <source>by words</source>
        <translation>낱말로</translation>
    </message>
    <message>
        <source>put into order by a model</source>
        <translation>모델이 차례를 매김</translation>
    </message>
    <message>
        <source>in a chat this question would be refused</source>
        <translation>대화에서 물으면 답하지 않습니다</translation>
    </message>
    <message>
        <source>None yet. Ask something above and say which place is right.</source>
        <translation>아직 없습니다. 위에서 물어보고 맞는 곳을 골라 주세요.</translation>
    </message>
    <message>
        <source>%1 / %2 looked for</source>
        <translation>%1 / %2개 찾아봄</translation>
    </message>
    <message>
        <source>%1 of %2 found · %3 worse than before</source>
        <translation>%2개 가운데 %1개 찾음 · %3개 나빠짐</translation>
    </message>
    <message>
        <source>%1 of %2 found</source>
        <translation>%2개 가운데 %1개 찾음</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Look for all again</source>
        <translation>모두 다시 찾기</translation>
    </message>
    <message>
        <source>Kept.</source>
        <translation>남겨 두었습니다.</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>지웠습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatImport</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>대화 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>메시지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>그림 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the content of %n attached file(s); their names come along</source>
        <translation>
            <numerusform>첨부 파일 %n개의 내용 (이름은 함께 들어옵니다)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n output(s) of tools</source>
        <translation>
            <numerusform>도구 출력 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of a kind that is not known</source>
        <translation>
            <numerusform>알지 못하는 형식의 부분 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n broken link(s) between messages; the messages come along</source>
        <translation>
            <numerusform>메시지 사이의 끊어진 연결 %n개 (메시지는 함께 들어옵니다)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the end of %n text(s) over 1 MB</source>
        <translation>
            <numerusform>1 MB가 넘는 글 %n개의 끝부분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invisible character(s)</source>
        <translation>
            <numerusform>보이지 않는 글자 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) that are too large</source>
        <translation>
            <numerusform>너무 큰 대화 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) without a message</source>
        <translation>
            <numerusform>메시지가 없는 대화 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) that are no chat</source>
        <translation>
            <numerusform>대화가 아닌 항목 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1부터 %2까지</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are here already and stay as they are.</source>
        <translation>
            <numerusform>그중 %n개는 이미 있어 그대로 둡니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>빠지는 것: %1</translation>
    </message>
    <message>
        <source>Chats of another program</source>
        <translation>다른 프로그램의 대화</translation>
    </message>
    <message>
        <source>Exports of chats (*.json *.zip)</source>
        <translation>내보낸 대화 (*.json *.zip)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Looking into the file</source>
        <translation>파일을 살펴보는 중</translation>
    </message>
    <message>
        <source>It is read in a sealed process, without network and files.</source>
        <translation>네트워크와 파일에 닿지 않는 봉인된 프로세스에서 읽습니다.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Take in chats from “%1”?</source>
        <translation>“%1”의 대화를 들여올까요?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message numerus="yes">
        <source>Take in %n chat(s)</source>
        <translation>
            <numerusform>대화 %n개 들여오기</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to take in</source>
        <translation>들여올 것 없음</translation>
    </message>
    <message numerus="yes">
        <source>Chats that nobody touched for %n day(s) go to the trash when the vault is opened; older ones of these will.</source>
        <translation>
            <numerusform>%n일 동안 쓰지 않은 대화는 보관함을 열 때 휴지통으로 갑니다. 이 가운데 오래된 대화도 그렇습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taking in chats</source>
        <translation>대화를 들여오는 중</translation>
    </message>
    <message>
        <source>You can stop at any time and take back what was added.</source>
        <translation>언제든지 멈출 수 있고, 더한 것은 되돌릴 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n chat(s) were added by then.</source>
        <translation>
            <numerusform>멈췄습니다. 그때까지 대화 %n개를 더했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken in.</source>
        <translation>
            <numerusform>대화 %n개를 들여왔습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListActions</name>
    <message>
        <source>Folder “%1” removed; what was in it is still there.</source>
        <translation>“%1” 폴더를 없앴습니다. 안에 있던 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>고정 풀기</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>폴더로 옮기기…</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>보관에서 꺼내기</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Move to trash	Del</source>
        <translation>휴지통으로 옮기기	Del</translation>
    </message>
    <message numerus="yes">
        <source>Move %n chat(s) to trash	Del</source>
        <translation>
            <numerusform>대화 %n개를 휴지통으로 옮기기	Del</numerusform>
        </translation>
    </message>
    <message>
        <source>Shred for good…</source>
        <translation>완전히 파쇄…</translation>
    </message>
    <message>
        <source>New folder in it…</source>
        <translation>안에 새 폴더…</translation>
    </message>
    <message>
        <source>Remove the folder	Del</source>
        <translation>폴더 없애기	Del</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>되살리기</translation>
    </message>
    <message>
        <source>Remove for good…	Del</source>
        <translation>영구 삭제…	Del</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>새 폴더…</translation>
    </message>
    <message>
        <source>Take in chats of another program…</source>
        <translation>다른 프로그램의 대화 들여오기…</translation>
    </message>
    <message>
        <source>Let the model give titles</source>
        <translation>모델이 제목 붙이기</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>휴지통 비우기…</translation>
    </message>
    <message>
        <source>Moved to trash.</source>
        <translation>휴지통으로 옮겼습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) moved to trash.</source>
        <translation>
            <numerusform>대화 %n개를 휴지통으로 옮겼습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) archived.</source>
        <translation>
            <numerusform>대화 %n개를 보관했습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken out of the archive.</source>
        <translation>
            <numerusform>대화 %n개를 보관에서 꺼냈습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) taken out of the folder.</source>
        <translation>
            <numerusform>대화 %n개를 폴더에서 꺼냈습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) moved to “%1”.</source>
        <translation>
            <numerusform>대화 %n개를 “%1” 폴더로 옮겼습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Move “%1”</source>
        <translation>“%1” 옮기기</translation>
    </message>
    <message numerus="yes">
        <source>Move %n chat(s)</source>
        <translation>
            <numerusform>대화 %n개 옮기기</numerusform>
        </translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>새 폴더</translation>
    </message>
    <message>
        <source>New folder in “%1”</source>
        <translation>“%1” 안에 새 폴더</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Shred “%1” for good?</source>
        <translation>“%1” 대화를 완전히 파쇄할까요?</translation>
    </message>
    <message>
        <source>Everything else is encrypted again under a new key, so that not even an old copy of the file opens this chat. The earlier states kept with it end too. It takes as long as a backup, and cannot be undone.</source>
        <translation>나머지를 모두 새 키로 다시 암호화하므로, 옛 파일이 남아 있어도 이 대화는 열리지 않습니다. 함께 보관하던 이전 상태들도 없어집니다. 백업만큼 걸리며, 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Shred</source>
        <translation>파쇄</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n chat(s) for good?</source>
        <translation>
            <numerusform>대화 %n개를 영구 삭제할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>They cannot be restored after that. Earlier states of the vault may still hold them for a while; shredding a chat ends those too.</source>
        <translation>그 뒤에는 되살릴 수 없습니다. 보관함의 이전 상태에는 한동안 남아 있을 수 있으며, 파쇄하면 그것까지 없어집니다.</translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>영구 삭제</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Bring back removed messages</source>
        <translation>치운 말 되돌리기</translation>
    </message>
    <message>
        <source>Folder “%1” is in no folder any more.</source>
        <translation>“%1” 폴더를 폴더 밖으로 옮겼습니다.</translation>
    </message>
    <message>
        <source>Folder “%1” moved to “%2”.</source>
        <translation>“%1” 폴더를 “%2” 안으로 옮겼습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>폴더 이름</translation>
    </message>
    <message>
        <source>Title of the chat</source>
        <translation>대화 제목</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>오늘</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>어제</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>지난 7일</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>지난 30일</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) found</source>
        <translation>
            <numerusform>대화 %n개를 찾았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Temporary: gone when the vault locks</source>
        <translation>임시 · 잠그면 사라짐</translation>
    </message>
    <message>
        <source>Gone for good after %1</source>
        <translation>%1 뒤에 완전히 없어짐</translation>
    </message>
    <message>
        <source>Gone when the vault locks</source>
        <translation>보관함을 잠그면 없어짐</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>open</source>
        <translation>열림</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>닫힘</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) inside</source>
        <translation>
            <numerusform>대화 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>answering</source>
        <translation>답변 중</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>읽지 않음</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>고정됨</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>보관됨</translation>
    </message>
    <message>
        <source>temporary</source>
        <translation>임시</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>%1단계</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2개 중 %1번째</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatListPanel</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>대화 찾기</translation>
    </message>
    <message>
        <source>Your chats will be listed here.</source>
        <translation>나눈 대화가 여기에 모입니다.</translation>
    </message>
    <message>
        <source>Nothing was found. Try a shorter word.</source>
        <translation>찾지 못했습니다. 더 짧은 낱말로 찾아보세요.</translation>
    </message>
    <message>
        <source>New temporary chat, never written to the disk</source>
        <translation>새 임시 대화, 디스크에 쓰지 않음</translation>
    </message>
    <message>
        <source>More for the list of chats</source>
        <translation>대화 목록 더 보기</translation>
    </message>
    <message>
        <source>Back to all chats</source>
        <translation>모든 대화로 돌아가기</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>휴지통</translation>
    </message>
    <message>
        <source>kept 30 days</source>
        <translation>30일 보관</translation>
    </message>
    <message>
        <source>What you archive is kept here, and still found.</source>
        <translation>보관한 대화가 여기 있으며, 찾기에도 나옵니다.</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>휴지통이 비어 있습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ChatPage</name>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>Copied with its source</source>
        <translation>출처와 함께 복사했습니다</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>새 대화</translation>
    </message>
    <message>
        <source>Show the list of chats</source>
        <translation>대화 목록 보기</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>근거 보기</translation>
    </message>
    <message>
        <source>More for this chat</source>
        <translation>이 대화에 할 일</translation>
    </message>
    <message>
        <source>Jump to the end</source>
        <translation>맨 끝으로</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>대화 내용</translation>
    </message>
    <message>
        <source>What shall we look up?</source>
        <translation>무엇을 찾아볼까요?</translation>
    </message>
    <message>
        <source>Choose documents below and ask in your own words.
Every answer shows where it stands.</source>
        <translation>아래에서 문서를 고르고 평소 쓰는 말로 물어보세요.
답마다 원문의 자리를 함께 보여 드립니다.</translation>
    </message>
    <message>
        <source>Start with a few documents</source>
        <translation>문서 몇 개로 시작해 보세요</translation>
    </message>
    <message>
        <source>Sillok answers from documents that you put in.
They stay encrypted on this computer.</source>
        <translation>실록은 넣어 둔 문서에서 답을 찾습니다.
문서는 이 컴퓨터 안에 암호화해 둡니다.</translation>
    </message>
    <message>
        <source>Go to documents</source>
        <translation>문서로 가기</translation>
    </message>
    <message>
        <source>Put in the sample documents</source>
        <translation>견본 문서 넣어 보기</translation>
    </message>
    <message>
        <source>Temporary: not written to the disk, gone when the vault locks</source>
        <translation>임시 대화: 디스크에 쓰지 않으며, 잠그면 사라집니다</translation>
    </message>
    <message>
        <source>Saved, not encrypted: %1</source>
        <translation>암호화하지 않은 파일로 저장했습니다: %1</translation>
    </message>
    <message>
        <source>Export this chat</source>
        <translation>이 대화 내보내기</translation>
    </message>
    <message>
        <source>Numbers of persons are about to be saved</source>
        <translation>개인의 번호를 저장하려고 합니다</translation>
    </message>
    <message>
        <source>Send as it is</source>
        <translation>그대로 보내기</translation>
    </message>
    <message>
        <source>Send with the numbers covered</source>
        <translation>번호를 가리고 보내기</translation>
    </message>
    <message>
        <source>Handed to the printer “%1”</source>
        <translation>「%1」 프린터로 보냈습니다</translation>
    </message>
    <message>
        <source>This can be done when the answer is finished or stopped.</source>
        <translation>답변이 끝나거나 멈춘 뒤에 할 수 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) are back.</source>
        <translation>
            <numerusform>말 %n개를 되돌렸습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was removed from this chat.</source>
        <translation>이 대화에는 치운 말이 없습니다.</translation>
    </message>
    <message>
        <source>The question and what follows it were removed.</source>
        <translation>질문과 뒤에 이어진 말을 치웠습니다.</translation>
    </message>
    <message>
        <source>The answer and what follows it were removed.</source>
        <translation>답변과 뒤에 이어진 말을 치웠습니다.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>What do you want to know of the files?</source>
        <translation>이 파일들에서 무엇을 알아볼까요?</translation>
    </message>
    <message>
        <source>They are read first, then your question is answered.
Every answer shows where it stands in them.</source>
        <translation>먼저 파일을 읽고 나서 물음에 답합니다.
답마다 원문의 자리를 보여 드립니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::CollectionList</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n개</numerusform>
        </translation>
    </message>
    <message>
        <source>reading %1</source>
        <translation>읽는 중 %1</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>비어 있음</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>확인할 파일 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>문서 모음</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>새 모음</translation>
    </message>
    <message>
        <source>A collection holds the documents that belong to one matter.</source>
        <translation>모음에는 한 가지 일에 쓰는 문서를 함께 둡니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::Composer</name>
    <message>
        <source>Stop the answer</source>
        <translation>답변 멈추기</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>보내기</translation>
    </message>
    <message>
        <source>No documents</source>
        <translation>문서 없이</translation>
    </message>
    <message>
        <source>Documents to search: %1</source>
        <translation>찾을 문서: %1</translation>
    </message>
    <message>
        <source>Choose the documents to search</source>
        <translation>찾을 문서 고르기</translation>
    </message>
    <message>
        <source>Ask a question</source>
        <translation>물어보세요</translation>
    </message>
    <message>
        <source>Type what to find in the documents</source>
        <translation>문서에서 찾을 내용을 입력하세요</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Answering · Esc stops</source>
        <translation>답변 중 · Esc로 멈춤</translation>
    </message>
    <message>
        <source>There is no model yet, so add documents first</source>
        <translation>모델이 없으니 문서를 먼저 넣어 주세요</translation>
    </message>
    <message>
        <source>There is no model, so choose documents to search</source>
        <translation>모델이 없으니 찾을 문서를 골라 주세요</translation>
    </message>
    <message>
        <source>Finds passages</source>
        <translation>구절 찾기</translation>
    </message>
    <message>
        <source>Ask a follow-up question</source>
        <translation>이어서 물어보세요</translation>
    </message>
    <message>
        <source>Too long for this model: at most %1 tokens</source>
        <translation>이 모델에는 너무 깁니다: 최대 %1 토큰</translation>
    </message>
    <message>
        <source>%1 / %2 tokens</source>
        <translation>%1 / %2 토큰</translation>
    </message>
    <message numerus="yes">
        <source>%1 · the oldest %n message(s) will be left out</source>
        <translation>
            <numerusform>%1 · 앞쪽 메시지 %n개는 빠집니다</numerusform>
        </translation>
    </message>
    <message>
        <source>Search all of “%1”</source>
        <translation>「%1」 전체에서 찾기</translation>
    </message>
    <message>
        <source>Draft saved</source>
        <translation>초안 저장됨</translation>
    </message>
    <message>
        <source>No preset</source>
        <translation>답변 설정 없음</translation>
    </message>
    <message>
        <source>Preset: %1</source>
        <translation>답변 설정: %1</translation>
    </message>
    <message>
        <source>Attached files</source>
        <translation>첨부한 파일</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <source>Prompts and templates</source>
        <translation>문구와 틀</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ConsentSheet</name>
    <message>
        <source>This package is not installed</source>
        <translation>이 꾸러미는 설치하지 않습니다</translation>
    </message>
    <message>
        <source>Install %1?</source>
        <translation>%1 설치할까요?</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>설치</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>꾸러미</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>설치할 곳</translation>
    </message>
    <message>
        <source>Memory at work</source>
        <translation>쓸 때 메모리</translation>
    </message>
    <message>
        <source>%1 with its files</source>
        <translation>파일까지 %1</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>유효 기간</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1부터 %2까지</translation>
    </message>
    <message>
        <source>Signed by the publisher</source>
        <translation>발행자 서명</translation>
    </message>
    <message>
        <source>Signed by your institution</source>
        <translation>기관 서명</translation>
    </message>
    <message>
        <source>Signed, key not known</source>
        <translation>모르는 키의 서명</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>이용 조건: %1</translation>
    </message>
    <message>
        <source>I have read the licence and accept it</source>
        <translation>이용 조건을 읽었고 동의합니다</translation>
    </message>
    <message>
        <source>It is not used commercially here</source>
        <translation>상업적으로 쓰지 않습니다</translation>
    </message>
    <message>
        <source>Its terms do not allow commercial use. It is not used commercially here, and this answer is recorded.</source>
        <translation>상업 이용을 허용하지 않는 조건입니다. 여기서는 상업적으로 쓰지 않으며, 이 답은 기록에 남습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ContextMeter</name>
    <message>
        <source>too long</source>
        <translation>너무 김</translation>
    </message>
    <message numerus="yes">
        <source>The oldest %n message(s) will be left out.</source>
        <translation>
            <numerusform>가장 오래된 메시지 %n개가 빠집니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Context of the model: %1.</source>
        <translation>모델의 문맥: %1.</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>문맥</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ConversationView</name>
    <message>
        <source>Copy the selection</source>
        <translation>고른 부분 복사</translation>
    </message>
</context>
<context>
    <name>sillok::ui::CoverFoot</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Sillok %1</source>
        <translation>실록 %1</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentChoice</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Documents of the collection</source>
        <translation>모음의 문서</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentInspector</name>
    <message>
        <source>About the document</source>
        <translation>문서 정보</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>목록으로 돌아가기</translation>
    </message>
    <message>
        <source>This is a scan without text.</source>
        <translation>글자가 없는 스캔본입니다.</translation>
    </message>
    <message>
        <source>The original is unchanged. Search will not find it. Add a version with text to use it.</source>
        <translation>원본은 그대로입니다. 찾기에는 나오지 않습니다. 글자가 있는 파일을 넣으면 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove from the collection</source>
        <translation>모음에서 빼기</translation>
    </message>
    <message>
        <source>The original file stays where it is.</source>
        <translation>원본 파일은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>쪽</translation>
    </message>
    <message>
        <source>%1 (estimated)</source>
        <translation>%1 (추정)</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>구절</translation>
    </message>
    <message>
        <source>Hidden characters</source>
        <translation>숨은 글자</translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n개 걷어 냄</numerusform>
        </translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가한 때</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>원본 지문</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 읽기</translation>
    </message>
    <message numerus="yes">
        <source>%n scanned page(s) have no text.</source>
        <translation>
            <numerusform>스캔본 %n쪽에 글자가 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>All other pages are ready. Search will not find what stands on these.</source>
        <translation>다른 쪽은 모두 준비되었습니다. 이 쪽의 내용은 찾기에 나오지 않습니다.</translation>
    </message>
    <message>
        <source>Recognised text</source>
        <translation>글자 인식</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s), confidence %1 %</source>
        <translation>
            <numerusform>%n쪽, 확신 %1 %</numerusform>
        </translation>
    </message>
    <message>
        <source>Low confidence</source>
        <translation>낮은 확신</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s), compare with the original</source>
        <translation>
            <numerusform>%n쪽, 원본과 견주어 보세요</numerusform>
        </translation>
    </message>
    <message>
        <source>Work with this document</source>
        <translation>문서 다루기</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>이름표</translation>
    </message>
    <message>
        <source>Personal numbers</source>
        <translation>개인의 번호</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>암호 입력…</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>The file has one. What was read is kept in the vault; the password is not.</source>
        <translation>암호가 걸린 파일입니다. 읽은 내용은 보관함에 남고 암호는 남지 않습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentModel</name>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>쪽</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가한 때</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentPasswordSheet</name>
    <message>
        <source>Password of “%1”</source>
        <translation>“%1”의 암호</translation>
    </message>
    <message>
        <source>The file is opened with it and its text is kept encrypted in the vault. The password itself is forgotten when the vault is locked.</source>
        <translation>이 암호로 파일을 열어 글을 보관함에 암호화해 둡니다. 암호 자체는 보관함을 잠그면 잊습니다.</translation>
    </message>
    <message>
        <source>Password of the document</source>
        <translation>문서 암호</translation>
    </message>
    <message>
        <source>The password that was tried last does not match. Check the input language.</source>
        <translation>조금 전 암호가 맞지 않습니다. 한/영 상태를 확인해 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>Try it with all %n files here that ask for one</source>
        <translation>
            <numerusform>암호를 묻는 이곳의 파일 %n개에 모두 써 보기</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DocumentsPage</name>
    <message>
        <source>Remove this collection</source>
        <translation>이 모음 지우기</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Documents of the collection</source>
        <translation>모음의 문서</translation>
    </message>
    <message>
        <source>Show the list of collections</source>
        <translation>모음 목록 보기</translation>
    </message>
    <message>
        <source>Ask about these</source>
        <translation>이 문서에 묻기</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>파일 추가</translation>
    </message>
    <message>
        <source>More for this collection</source>
        <translation>이 모음에 할 일</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>문서 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n쪽</numerusform>
        </translation>
    </message>
    <message>
        <source>kept encrypted in the vault</source>
        <translation>보관함 안에 암호화해 저장</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>모두 %1</translation>
    </message>
    <message>
        <source>Ready %1</source>
        <translation>준비됨 %1</translation>
    </message>
    <message>
        <source>Needs you %1</source>
        <translation>확인 필요 %1</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>이름으로 거르기</translation>
    </message>
    <message>
        <source>Put in your first document</source>
        <translation>첫 문서를 넣어 보세요</translation>
    </message>
    <message>
        <source>You may also drop files or folders here.
What is read is kept encrypted in the vault; originals are not changed.</source>
        <translation>파일이나 폴더를 이 자리로 끌어 놓아도 됩니다.
읽은 내용은 보관함 안에 암호화해 두며, 원본은 고치지 않습니다.</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>새 모음</translation>
    </message>
    <message>
        <source>Put in the sample documents</source>
        <translation>견본 문서 넣어 보기</translation>
    </message>
    <message>
        <source>The format is told by the content, not by the name</source>
        <translation>이름이 아니라 내용으로 형식을 확인합니다</translation>
    </message>
    <message numerus="yes">
        <source>Stopped. %n file(s) read so far were kept.</source>
        <translation>
            <numerusform>멈췄습니다. 지금까지 읽은 %n개는 남겨 두었습니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Finished. %n file(s) need you.</source>
        <translation>
            <numerusform>다 읽었습니다. 확인할 파일이 %n개 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are ready.</source>
        <translation>
            <numerusform>파일 %n개가 준비됐습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>A collection holds the documents that belong to one matter.</source>
        <translation>모음에는 한 가지 일에 쓰는 문서를 함께 둡니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Sample documents</source>
        <translation>견본 문서</translation>
    </message>
    <message>
        <source>Remove the collection “%1”?</source>
        <translation>「%1」 모음을 영구 삭제할까요?</translation>
    </message>
    <message numerus="yes">
        <source>What was read from %n document(s) is deleted. The original files stay, but this cannot be undone.</source>
        <translation>
            <numerusform>문서 %n개에서 읽은 내용을 지웁니다. 원본 파일은 그대로이지만, 이 모음은 되돌릴 수 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove for good</source>
        <translation>영구 삭제</translation>
    </message>
    <message>
        <source>Remove “%1” from the collection?</source>
        <translation>「%1」 파일을 모음에서 뺄까요?</translation>
    </message>
    <message>
        <source>What was read from it is deleted. The original file stays, and you can add it again.</source>
        <translation>이 파일에서 읽은 내용을 지웁니다. 원본은 그대로이며 다시 넣을 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Shred this collection…</source>
        <translation>이 모음을 파기…</translation>
    </message>
    <message>
        <source>Shred the collection “%1” for good?</source>
        <translation>“%1” 모음을 되돌릴 수 없게 파기할까요?</translation>
    </message>
    <message>
        <source>Shred</source>
        <translation>파기</translation>
    </message>
    <message>
        <source>Everything else is encrypted again under a new key, so that not even an old copy of the file opens these documents. Answers lose the passages that they cite from them. The earlier states kept with it end too. The original files stay.</source>
        <translation>나머지를 모두 새 키로 다시 암호화하므로, 옛 파일이 남아 있어도 이 문서들은 열리지 않습니다. 답이 인용한 구절도 지워지고, 함께 보관하던 이전 상태들도 없어집니다. 원본 파일은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Follow a folder …</source>
        <translation>폴더 지켜보기 …</translation>
    </message>
    <message>
        <source>No longer follow “%1”</source>
        <translation>“%1” 지켜보기 그만두기</translation>
    </message>
    <message>
        <source>Try the unread files again</source>
        <translation>읽지 못한 파일 다시 읽기</translation>
    </message>
    <message>
        <source>Follow a folder</source>
        <translation>폴더 지켜보기</translation>
    </message>
    <message numerus="yes">
        <source>follows %n folder(s)</source>
        <translation>
            <numerusform>폴더 %n개를 지켜봄</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved, not encrypted: %1</source>
        <translation>암호화하지 않은 파일로 저장했습니다: %1</translation>
    </message>
    <message>
        <source>Ask this document only</source>
        <translation>이 문서에만 묻기</translation>
    </message>
    <message>
        <source>Ask documents labelled “%1”</source>
        <translation>이름표 「%1」 문서에 묻기</translation>
    </message>
    <message>
        <source>Labels…</source>
        <translation>이름표…</translation>
    </message>
    <message>
        <source>Remove from the collection</source>
        <translation>모음에서 빼기</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>요약</translation>
    </message>
    <message>
        <source>Summarize “%1”</source>
        <translation>「%1」 요약</translation>
    </message>
    <message>
        <source>Compare with another document…</source>
        <translation>다른 문서와 비교…</translation>
    </message>
    <message>
        <source>Show its tables</source>
        <translation>표 꺼내 보기</translation>
    </message>
    <message>
        <source>Tables of “%1”</source>
        <translation>「%1」의 표</translation>
    </message>
    <message>
        <source>Save its tables as CSV…</source>
        <translation>표를 CSV로 저장…</translation>
    </message>
    <message>
        <source>Compare “%1” with</source>
        <translation>「%1」과 비교할 문서</translation>
    </message>
    <message>
        <source>Choose the newer document. What changed, came and went since is listed paragraph by paragraph.</source>
        <translation>나중 문서를 고르세요. 바뀌고 생기고 없어진 문단을 차례로 보여 드립니다.</translation>
    </message>
    <message>
        <source>Compare “%1” with “%2”</source>
        <translation>「%1」과 「%2」 비교</translation>
    </message>
    <message>
        <source>Save the tables</source>
        <translation>표 저장</translation>
    </message>
    <message>
        <source>Labels of “%1”</source>
        <translation>「%1」의 이름표</translation>
    </message>
    <message>
        <source>Separate them by commas. A question can be asked of the documents that carry a label.</source>
        <translation>쉼표로 나누어 적으세요. 같은 이름표가 붙은 문서에만 물을 수 있습니다.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>이름표</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Numbers of persons are about to be saved</source>
        <translation>개인의 번호를 저장하려고 합니다</translation>
    </message>
    <message>
        <source>Save as it is</source>
        <translation>그대로 저장</translation>
    </message>
    <message>
        <source>Save with the numbers covered</source>
        <translation>번호를 가리고 저장</translation>
    </message>
    <message>
        <source>Try the search…</source>
        <translation>찾기 시험…</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>암호 입력…</translation>
    </message>
</context>
<context>
    <name>sillok::ui::DropHint</name>
    <message>
        <source>Drop the files here to attach them to this chat</source>
        <translation>여기에 놓으면 이 대화에 첨부합니다</translation>
    </message>
</context>
<context>
    <name>sillok::ui::EditStrip</name>
    <message>
        <source>You are asking an earlier question in other words. The earlier one stays beside it.</source>
        <translation>앞 질문을 다른 말로 묻고 있습니다. 앞 질문도 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Do not change it</source>
        <translation>바꾸지 않기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Close the evidence</source>
        <translation>근거 닫기</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>대화로 돌아가기</translation>
    </message>
    <message>
        <source>Previous citation</source>
        <translation>앞 근거</translation>
    </message>
    <message>
        <source>Next citation</source>
        <translation>다음 근거</translation>
    </message>
    <message>
        <source>Copy with source</source>
        <translation>출처와 함께 복사</translation>
    </message>
    <message>
        <source>Text of the document around the passage</source>
        <translation>구절 앞뒤의 원문</translation>
    </message>
    <message>
        <source>Show the page as printed</source>
        <translation>인쇄된 쪽 그대로 보기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ExportSheet</name>
    <message>
        <source>Export this chat</source>
        <translation>이 대화 내보내기</translation>
    </message>
    <message>
        <source>Export this answer</source>
        <translation>이 답변 내보내기</translation>
    </message>
    <message>
        <source>The file is not encrypted. Whoever can open the folder can read it.</source>
        <translation>파일은 암호화하지 않습니다. 폴더를 열 수 있는 사람은 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>저장할 곳 고르기…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>서식</translation>
    </message>
    <message>
        <source>Plain</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Official letter</source>
        <translation>시행문</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고서</translation>
    </message>
    <message>
        <source>Press release</source>
        <translation>보도자료</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>민원 회신</translation>
    </message>
    <message>
        <source>Language of the frame</source>
        <translation>서식의 언어</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Banner on top (may stay empty)</source>
        <translation>위에 붙일 표시 (비워도 됩니다)</translation>
    </message>
    <message>
        <source>Internal use only</source>
        <translation>대외비</translation>
    </message>
    <message>
        <source>Beginning of the file</source>
        <translation>파일의 앞부분</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>답변 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) with their quotes</source>
        <translation>
            <numerusform>근거 %n개와 인용문</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) marked as not proven</source>
        <translation>
            <numerusform>확인되지 않음 표시 %n곳</numerusform>
        </translation>
    </message>
    <message>
        <source>a notice that an AI wrote parts of it</source>
        <translation>인공지능이 썼다는 알림</translation>
    </message>
    <message>
        <source>a notice that a program copied it from documents</source>
        <translation>프로그램이 문서에서 옮겼다는 알림</translation>
    </message>
    <message>
        <source>Goes along: %1.</source>
        <translation>함께 나가는 것: %1.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Sillok</source>
        <translation>실록</translation>
    </message>
    <message>
        <source>Numbers of persons</source>
        <translation>개인의 번호</translation>
    </message>
    <message>
        <source>Cover them</source>
        <translation>가리기</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>No file may leave in this format.</source>
        <translation>이 형식으로는 내보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>Files of grade %1 may not leave.</source>
        <translation>%1 등급의 파일은 내보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>Such numbers may not leave.</source>
        <translation>이런 번호는 내보낼 수 없습니다.</translation>
    </message>
    <message>
        <source>It holds %1.</source>
        <translation>들어 있는 것: %1.</translation>
    </message>
    <message>
        <source>They are covered.</source>
        <translation>가려집니다.</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>인쇄…</translation>
    </message>
    <message>
        <source>Nothing may be printed.</source>
        <translation>인쇄할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::FirstRunPage</name>
    <message>
        <source>First start</source>
        <translation>처음 준비하기</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>처음 준비하기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Vault and passphrase</source>
        <translation>보관함과 암호</translation>
    </message>
    <message>
        <source>Choose a language</source>
        <translation>쓸 언어를 골라 주세요</translation>
    </message>
    <message>
        <source>You can change it at any time in the settings.</source>
        <translation>나중에 설정에서 언제든지 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Set the passphrase of your vault</source>
        <translation>보관함 암호를 정해 주세요</translation>
    </message>
    <message>
        <source>Chats and documents are encrypted with it. Several words in a row are easier to remember and harder to guess.</source>
        <translation>대화와 문서를 이 암호로 암호화합니다. 낱말 여러 개를 이으면 외우기 쉽고 알아맞히기 어렵습니다.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>암호 한 번 더</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>At least 8 characters; 12 or more are advised.</source>
        <translation>8자 이상 입력해 주세요. 12자 이상을 권합니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): too short.</source>
        <translation>
            <numerusform>%n자입니다. 너무 짧습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>The same few characters repeat. It is easy to guess.</source>
        <translation>같은 글자가 되풀이되어 알아맞히기 쉽습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): usable, but short. Add a word.</source>
        <translation>
            <numerusform>%n자입니다. 쓸 수 있지만 짧습니다. 낱말을 더해 보세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): a fair length.</source>
        <translation>
            <numerusform>%n자입니다. 알맞은 길이입니다.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s): long enough, unless it is a well-known sentence.</source>
        <translation>
            <numerusform>%n자입니다. 널리 알려진 문장만 아니면 충분히 깁니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter a passphrase to continue</source>
        <translation>암호를 입력하면 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>The passphrase is not strong enough yet</source>
        <translation>암호가 아직 약합니다</translation>
    </message>
    <message>
        <source>Enter it once more to continue</source>
        <translation>한 번 더 입력하면 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>The two are not the same</source>
        <translation>두 암호가 서로 다릅니다</translation>
    </message>
    <message>
        <source>Making keys</source>
        <translation>열쇠를 만드는 중</translation>
    </message>
    <message>
        <source>Create the vault</source>
        <translation>보관함 만들기</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Nobody can open the vault without this passphrase or its recovery key.</source>
        <translation>이 암호나 복구 키가 없으면 누구도 보관함을 열 수 없습니다.</translation>
    </message>
    <message>
        <source>The recovery key is shown next, once. Have something to write with.</source>
        <translation>복구 키는 다음 화면에서 한 번만 보여 드립니다. 적을 것을 준비해 주세요.</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>백업에서 복원</translation>
    </message>
</context>
<context>
    <name>sillok::ui::FolderSheet</name>
    <message>
        <source>No folder</source>
        <translation>폴더 없음</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Type a part of its name, or the name of a new one</source>
        <translation>이름의 일부나 새 폴더의 이름을 쓰세요</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>옮기기</translation>
    </message>
    <message>
        <source>New folder “%1”</source>
        <translation>새 폴더 “%1”</translation>
    </message>
</context>
<context>
    <name>sillok::ui::FoundModel</name>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>문서 구절</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>보관됨</translation>
    </message>
</context>
<context>
    <name>sillok::ui::HelpSheet</name>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>도움말에서 찾기</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>주제</translation>
    </message>
    <message>
        <source>Show and change keys</source>
        <translation>단축키 보고 바꾸기</translation>
    </message>
    <message>
        <source>No topic has these words.</source>
        <translation>이 낱말이 든 주제가 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s) found</source>
        <translation>
            <numerusform>주제 %n개를 찾았습니다</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::ImportCard</name>
    <message>
        <source>Reading documents</source>
        <translation>문서를 읽고 있습니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>초당 %1개</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) not read, the rest goes on</source>
        <translation>
            <numerusform>%n개는 읽지 못했고 나머지는 계속합니다</numerusform>
        </translation>
    </message>
    <message>
        <source>What is read stays, also when you cancel</source>
        <translation>취소해도 읽은 문서는 남습니다</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>읽기 진행</translation>
    </message>
    <message>
        <source>Reading is paused</source>
        <translation>읽기를 잠시 멈췄습니다</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>잠시 멈춤</translation>
    </message>
    <message>
        <source>%1, recognising page %2 of %3</source>
        <translation>%1, %3쪽 중 %2쪽 글자 인식</translation>
    </message>
</context>
<context>
    <name>sillok::ui::InstallFlow</name>
    <message>
        <source>Installing %1</source>
        <translation>%1 설치하는 중</translation>
    </message>
    <message>
        <source>You can stop; the same package goes on from there later.</source>
        <translation>멈출 수 있습니다. 같은 꾸러미는 나중에 그 자리에서 이어 갑니다.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>The figures of its trial could not be kept.</source>
        <translation>시험 결과는 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>%1 is installed</source>
        <translation>%1 설치를 마쳤습니다</translation>
    </message>
    <message>
        <source>Signatures and every byte were checked.</source>
        <translation>서명과 모든 내용을 확인했습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Install a package</source>
        <translation>꾸러미 설치</translation>
    </message>
    <message>
        <source>Packages (*.skpkg *.skpkg.001)</source>
        <translation>꾸러미 (*.skpkg *.skpkg.001)</translation>
    </message>
</context>
<context>
    <name>sillok::ui::InstalledList</name>
    <message>
        <source>Installed models</source>
        <translation>설치된 모델</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>%1판</translation>
    </message>
    <message>
        <source>%1, not for commercial use</source>
        <translation>%1, 비상업</translation>
    </message>
    <message>
        <source>%1 of %2 test questions right</source>
        <translation>시험 문항 %2개 가운데 %1개 맞음</translation>
    </message>
    <message>
        <source>%1 tokens a second here</source>
        <translation>이 컴퓨터에서 초당 %1토큰</translation>
    </message>
    <message>
        <source>not allowed by your institution</source>
        <translation>기관이 허용하지 않음</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>쓰기</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 쓰기</translation>
    </message>
    <message>
        <source>None is installed. Signed packages are installed here or under Manage, by whoever may.</source>
        <translation>설치된 것이 없습니다. 서명된 꾸러미는 권한이 있는 사람이 여기나 관리에서 설치합니다.</translation>
    </message>
    <message>
        <source>below what your institution asks of the model that answers</source>
        <translation>답하는 모델에 기관이 정한 기준에 못 미침</translation>
    </message>
    <message>
        <source>Fits: %1 of memory needed, %2 free</source>
        <translation>들어갑니다: 메모리 %1 필요, %2 남음</translation>
    </message>
    <message>
        <source>Does not fit now: %1 of memory needed, %2 free. Close other programs, or take a smaller model.</source>
        <translation>지금은 들어가지 않습니다: 메모리 %1 필요, %2 남음. 다른 프로그램을 닫거나 더 작은 모델을 써 주세요.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::KeepingSection</name>
    <message>
        <source>Keeping</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>백업</translation>
    </message>
    <message>
        <source>One encrypted file with everything in the vault. It opens with what opens the vault.</source>
        <translation>보관함의 모든 것을 담은 암호화된 파일 하나입니다. 보관함을 여는 방법으로 열립니다.</translation>
    </message>
    <message>
        <source>Write a backup</source>
        <translation>백업 만들기</translation>
    </message>
    <message>
        <source>Bring back from a backup</source>
        <translation>백업에서 되찾기</translation>
    </message>
    <message>
        <source>Adds what is missing here. What is here stays as it is.</source>
        <translation>여기에 없는 것만 더합니다. 있는 것은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>백업 고르기</translation>
    </message>
    <message>
        <source>Chats that nobody touches</source>
        <translation>오래 쓰지 않은 대화</translation>
    </message>
    <message>
        <source>After this time a chat goes to the trash, and 30 days later it is removed.</source>
        <translation>이만큼 지난 대화는 휴지통으로 가고, 30일 뒤에 지워집니다.</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>그대로 둠</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n년</numerusform>
        </translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>아직 없음</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>이전 상태</translation>
    </message>
    <message>
        <source>Made once a day, encrypted like the vault. To go back to one, lock the vault and choose “Recover the vault” there.</source>
        <translation>하루 한 번 만들며 보관함처럼 암호화되어 있습니다. 돌아가려면 보관함을 잠그고 “보관함 되살리기”를 고르십시오.</translation>
    </message>
    <message>
        <source>Sillok</source>
        <translation>실록</translation>
    </message>
    <message>
        <source>Enter what opened the vault when the backup was written.</source>
        <translation>백업을 만들 때 보관함을 열던 것을 넣으십시오.</translation>
    </message>
    <message>
        <source>Passphrase or recovery key of the backup</source>
        <translation>백업의 암호 또는 복구 키</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>되찾기</translation>
    </message>
    <message numerus="yes">
        <source>At most %n day(s).</source>
        <translation>
            <numerusform>%n일까지입니다.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>sillok::ui::KeyButton</name>
    <message>
        <source>Press keys…</source>
        <translation>키를 누르세요…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Press the new keys for “%1”. Esc: leave them as they are</source>
        <translation>“%1”의 새 단축키를 누르세요. Esc: 그대로 두기</translation>
    </message>
    <message>
        <source>Keys of “%1”: %2</source>
        <translation>“%1”의 단축키: %2</translation>
    </message>
    <message>
        <source>Press to change. Backspace takes the keys away.</source>
        <translation>누르면 바꿉니다. Backspace는 단축키를 뗍니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>할 일 찾기</translation>
    </message>
    <message>
        <source>Press an action&apos;s keys to change them.</source>
        <translation>바꾸려면 할 일의 단축키를 누르세요.</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>단축키를 모두 처음대로</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>All keys are as they came.</source>
        <translation>모든 단축키가 처음대로입니다.</translation>
    </message>
    <message>
        <source>Always the same</source>
        <translation>늘 같은 키</translation>
    </message>
    <message>
        <source>Send the question, open what is chosen</source>
        <translation>질문 보내기, 고른 것 열기</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>줄 바꾸기</translation>
    </message>
    <message>
        <source>Stop the answer, close what is open</source>
        <translation>답변 멈추기, 열린 것 닫기</translation>
    </message>
    <message>
        <source>Move what is chosen to the trash</source>
        <translation>고른 것을 휴지통으로 옮기기</translation>
    </message>
    <message>
        <source>Next control; arrows move in lists</source>
        <translation>다음 자리로. 목록 안에서는 화살표</translation>
    </message>
    <message>
        <source>No action has this name.</source>
        <translation>이 이름의 할 일이 없습니다.</translation>
    </message>
    <message>
        <source>Reset the keys of “%1”</source>
        <translation>“%1”의 단축키를 처음대로</translation>
    </message>
    <message>
        <source>Press the new keys. Esc leaves them as they are.</source>
        <translation>새 단축키를 누르세요. Esc를 누르면 그대로입니다.</translation>
    </message>
    <message>
        <source>%1 is needed for typing and moving around. Hold Ctrl or Alt, or take F1 to F12.</source>
        <translation>%1 키는 글을 쓰고 옮겨 다니는 데 필요합니다. Ctrl이나 Alt와 함께 누르거나 F1~F12를 쓰세요.</translation>
    </message>
    <message>
        <source>%1 already does “%2”. Nothing was changed.</source>
        <translation>%1 키는 이미 “%2”에 쓰입니다. 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>“%1” has no keys now. It is still in the list of actions.</source>
        <translation>“%1”에 이제 단축키가 없습니다. 할 일 목록에는 그대로 있습니다.</translation>
    </message>
    <message>
        <source>“%1” now has %2.</source>
        <translation>“%1”의 단축키는 이제 %2입니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::LogCheckSheet</name>
    <message>
        <source>Verify with what you have</source>
        <translation>갖고 있는 것으로 확인</translation>
    </message>
    <message>
        <source>With the key every record is checked; a checkpoint proves that nothing is missing at the end.</source>
        <translation>확인 키가 있으면 기록을 하나하나 보고, 확인점이 있으면 끝에 빠진 것이 없는지 압니다.</translation>
    </message>
    <message>
        <source>Verification key…</source>
        <translation>확인 키…</translation>
    </message>
    <message>
        <source>Checkpoint…</source>
        <translation>확인점…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>확인</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
</context>
<context>
    <name>sillok::ui::MainWindow</name>
    <message>
        <source>Sillok</source>
        <translation>실록</translation>
    </message>
    <message>
        <source>The seal is broken: this program can reach a network. Stop work with sensitive documents and call your security officer.</source>
        <translation>봉인이 깨졌습니다. 네트워크에 닿을 수 있으니 민감한 작업을 멈추고 보안 담당자에게 알려 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used this window for a while. The vault locks in %n second(s).</source>
        <translation>
            <numerusform>한동안 입력이 없었습니다. %n초 뒤에 보관함을 잠급니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>계속 사용</translation>
    </message>
    <message>
        <source>Your institution has opened this vault</source>
        <translation>기관에서 이 보관함을 열었습니다</translation>
    </message>
    <message numerus="yes">
        <source>It has done so %n time(s), last on %1. Two of the holders did it together. Ask your security officer about it.</source>
        <translation>
            <numerusform>모두 %n번 열었고, 마지막은 %1입니다. 담당자 두 사람이 함께 열었습니다. 보안 담당자에게 확인해 주세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>I have read this</source>
        <translation>확인했습니다</translation>
    </message>
    <message>
        <source>This cannot be done from here.</source>
        <translation>여기에서는 할 수 없습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ManagedSection</name>
    <message>
        <source>Managed by your institution</source>
        <translation>기관이 관리함</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>A model runs in a process of its own that cannot reach the network or your files.</source>
        <translation>모델은 네트워크와 파일에 접근하지 못하는 별도 공간에서 실행됩니다.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>쓰는 모델</translation>
    </message>
    <message>
        <source>No language model is set.</source>
        <translation>정해 둔 언어 모델이 없습니다.</translation>
    </message>
    <message>
        <source>For development and tests</source>
        <translation>개발과 시험용</translation>
    </message>
    <message>
        <source>A GGUF file from this computer can be used without a signature check. Its name is remembered in the vault; the file itself stays where it is.</source>
        <translation>이 컴퓨터에 있는 GGUF 파일을 서명 확인 없이 쓸 수 있습니다. 파일 이름은 보관함에 기억하고, 파일은 있던 곳에 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Use a GGUF file…</source>
        <translation>GGUF 파일 사용…</translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation>그만 쓰기</translation>
    </message>
    <message>
        <source>context of %1 tokens</source>
        <translation>문맥 %1토큰</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>불러오는 중</translation>
    </message>
    <message>
        <source>Ready to answer</source>
        <translation>답할 준비가 됨</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>답변 중</translation>
    </message>
    <message>
        <source>Stopped; starts again with the next question</source>
        <translation>멈췄습니다. 다음 질문 때 다시 시작합니다</translation>
    </message>
    <message>
        <source>Use a GGUF file</source>
        <translation>GGUF 파일 사용</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>모델 (*.gguf)</translation>
    </message>
    <message>
        <source>From then on questions are answered with passages. The file itself is not deleted.</source>
        <translation>그 뒤로는 문서의 구절로 답합니다. 모델 파일은 지우지 않습니다.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>계속 쓰기</translation>
    </message>
    <message>
        <source>Stop using %1?</source>
        <translation>%1 그만 쓸까요?</translation>
    </message>
    <message>
        <source>Questions are answered with passages, exactly as they stand in your documents.</source>
        <translation>물음에는 문서에 있는 구절을 그대로 보여 답합니다.</translation>
    </message>
    <message>
        <source>Installed from signed packages</source>
        <translation>서명된 꾸러미로 설치한 것</translation>
    </message>
    <message>
        <source>Install a package…</source>
        <translation>꾸러미 설치…</translation>
    </message>
    <message>
        <source>How much it keeps in mind</source>
        <translation>기억하는 양</translation>
    </message>
    <message>
        <source>In tokens: a page of Korean is about 700. More takes more memory; the model is loaded again.</source>
        <translation>토큰으로 셉니다. 우리글 한 쪽은 약 700토큰입니다. 늘리면 메모리를 더 쓰고, 모델을 다시 불러옵니다.</translation>
    </message>
    <message>
        <source>As fits</source>
        <translation>들어가는 만큼</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>모델 불러오기</translation>
    </message>
    <message>
        <source>%1 of memory</source>
        <translation>메모리 %1</translation>
    </message>
    <message>
        <source>Loading · %1 %</source>
        <translation>불러오는 중 · %1 %</translation>
    </message>
    <message>
        <source>The graphics card is not used: its driver is too old, or this system cannot seal it. The processor answers.</source>
        <translation>그래픽 카드를 쓰지 않습니다. 드라이버가 너무 오래되었거나 이 시스템에서 봉인할 수 없습니다. 처리 장치(CPU)가 답합니다.</translation>
    </message>
    <message>
        <source>The graphics card has too little free memory for this model. The processor answers; a smaller context may fit.</source>
        <translation>그래픽 카드의 남은 메모리가 이 모델에 모자랍니다. 처리 장치(CPU)가 답합니다. 기억하는 양을 줄이면 들어갈 수 있습니다.</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. The processor goes on and nothing was lost. Load the model again to try the card.</source>
        <translation>그래픽 카드가 응답을 멈췄습니다. 처리 장치(CPU)가 이어서 답하며 잃은 것은 없습니다. 카드를 다시 써 보려면 모델을 다시 여세요.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::NoticeCard</name>
    <message>
        <source>Details</source>
        <translation>자세한 내용</translation>
    </message>
</context>
<context>
    <name>sillok::ui::PackagesSection</name>
    <message>
        <source>%1 is as it was signed</source>
        <translation>%1: 서명된 그대로입니다</translation>
    </message>
    <message>
        <source>Every byte was checked.</source>
        <translation>모든 내용을 확인했습니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Your institution keeps no packages on this computer, and none of your own are allowed.</source>
        <translation>이 컴퓨터에는 기관의 꾸러미가 없고, 내 꾸러미도 허용되지 않습니다.</translation>
    </message>
    <message>
        <source>Install a package…</source>
        <translation>꾸러미 설치…</translation>
    </message>
    <message>
        <source>Install a package: %1</source>
        <translation>꾸러미 설치: %1</translation>
    </message>
    <message>
        <source>Before anything can be installed here, begin under Trust: whose signatures count.</source>
        <translation>여기에 설치하려면 먼저 신뢰에서 누구의 서명을 믿을지 정해 주세요.</translation>
    </message>
    <message>
        <source>No package is installed.</source>
        <translation>설치된 꾸러미가 없습니다.</translation>
    </message>
    <message>
        <source>Check all</source>
        <translation>모두 확인</translation>
    </message>
    <message>
        <source>Check every byte of %1</source>
        <translation>%1의 모든 내용 확인</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 지우기</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>%1 확인하는 중</translation>
    </message>
    <message>
        <source>Every byte is compared with what was signed.</source>
        <translation>모든 내용을 서명된 것과 견줍니다.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈추기</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 지울까요?</translation>
    </message>
    <message>
        <source>It can be installed again from its file. Chats and documents are not affected.</source>
        <translation>파일이 있으면 다시 설치할 수 있습니다. 대화와 문서는 그대로입니다.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>그대로 두기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::PageImageView</name>
    <message>
        <source>Page as printed</source>
        <translation>인쇄된 쪽</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>이전 쪽</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>다음 쪽</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>작게</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>크게</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>%1 / %2쪽</translation>
    </message>
</context>
<context>
    <name>sillok::ui::PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>암호 가리기</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>암호 보기</translation>
    </message>
    <message>
        <source>Check the input language and Caps Lock.</source>
        <translation>한/영 상태와 Caps Lock을 확인해 주세요.</translation>
    </message>
    <message>
        <source>Typing: **Hangul**</source>
        <translation>입력 상태: **한글**</translation>
    </message>
    <message>
        <source>Typing: **Latin letters**</source>
        <translation>입력 상태: **영문**</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>Caps Lock 켜짐</translation>
    </message>
    <message>
        <source>Caps Lock is off</source>
        <translation>Caps Lock 꺼짐</translation>
    </message>
</context>
<context>
    <name>sillok::ui::PolicySection</name>
    <message>
        <source>No institution manages this computer, so there is no policy: what holds is your own choice.</source>
        <translation>이 컴퓨터를 관리하는 기관이 없어 정책이 없습니다. 값은 스스로 정합니다.</translation>
    </message>
    <message>
        <source>Good until %1.</source>
        <translation>%1까지 유효합니다.</translation>
    </message>
    <message>
        <source>Put a signed policy in place…</source>
        <translation>서명된 정책 넣기…</translation>
    </message>
    <message>
        <source>Values cannot be changed here: your security officer signs a new policy, and it is put in place as a whole.</source>
        <translation>여기서는 값을 고칠 수 없습니다. 보안 담당자가 서명한 새 정책을 통째로 넣습니다.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Without a policy</source>
        <translation>정책이 없을 때</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>A signed policy</source>
        <translation>서명된 정책</translation>
    </message>
</context>
<context>
    <name>sillok::ui::PolicySheet</name>
    <message>
        <source>This policy is not put in place</source>
        <translation>이 정책은 넣지 않습니다</translation>
    </message>
    <message>
        <source>Policy %1 of %2</source>
        <translation>%2 정책 %1판</translation>
    </message>
    <message>
        <source>Good until %1. %2</source>
        <translation>%1까지 유효합니다. %2</translation>
    </message>
    <message>
        <source>Until now: policy %1.</source>
        <translation>지금까지는 정책 %1판입니다.</translation>
    </message>
    <message>
        <source>Until now none holds, so the strictest rules do.</source>
        <translation>지금까지는 정책이 없어 가장 엄격한 값입니다.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>바뀐 뒤</translation>
    </message>
    <message>
        <source>No rule changes.</source>
        <translation>바뀌는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Signed: %1</source>
        <translation>서명: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Put in place</source>
        <translation>넣기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ProofChecks</name>
    <message>
        <source>What is proven of this citation</source>
        <translation>이 인용에서 확인된 것</translation>
    </message>
    <message>
        <source>The answer says</source>
        <translation>답변의 주장</translation>
    </message>
    <message>
        <source>Whether the sentence stands in the document is checked by the program. Whether it means what the answer says is for you to judge.</source>
        <translation>문장이 원문에 있는지는 프로그램이 확인합니다. 뜻이 맞는지는 직접 확인해 주세요.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>Every letter stands in the document</source>
        <translation>글자가 모두 같습니다</translation>
    </message>
    <message>
        <source>Not found in the document</source>
        <translation>원문에서 찾지 못했습니다</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2자 중 %1자</translation>
    </message>
    <message>
        <source>The format has no pages</source>
        <translation>쪽이 없는 형식입니다</translation>
    </message>
    <message>
        <source>The page is right</source>
        <translation>쪽 번호가 맞습니다</translation>
    </message>
    <message>
        <source>The page could not be confirmed</source>
        <translation>쪽 번호를 확인하지 못했습니다</translation>
    </message>
    <message>
        <source>Unchanged since it was read</source>
        <translation>가져온 뒤 바뀌지 않았습니다</translation>
    </message>
    <message>
        <source>The file has changed since it was read</source>
        <translation>가져온 뒤 파일이 바뀌었습니다</translation>
    </message>
    <message>
        <source>The file is no longer where it was</source>
        <translation>파일이 있던 곳에 없습니다</translation>
    </message>
    <message>
        <source>same fingerprint</source>
        <translation>지문 일치</translation>
    </message>
</context>
<context>
    <name>sillok::ui::QuestionHelper</name>
    <message>
        <source>Files would be kept on the disk, and a temporary chat is not</source>
        <translation>파일은 디스크에 저장되는데, 임시 대화는 저장하지 않습니다</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>파일 첨부</translation>
    </message>
    <message>
        <source>Files cannot be attached to a temporary chat.</source>
        <translation>임시 대화에는 파일을 첨부할 수 없습니다.</translation>
    </message>
    <message>
        <source>They would be kept on the disk. Begin an ordinary chat for them.</source>
        <translation>파일은 디스크에 저장됩니다. 보통 대화를 새로 시작해 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read, so nothing was sent.</source>
        <translation>
            <numerusform>파일 %n개를 읽지 못해 보내지 않았습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>What you typed is still there. Remove the file or read it again, or send without it.</source>
        <translation>쓰던 글은 그대로 있습니다. 파일을 빼거나 다시 읽거나, 그 파일 없이 보내 주세요.</translation>
    </message>
    <message>
        <source>Reads the files first, then sends</source>
        <translation>파일을 먼저 읽고 보냅니다</translation>
    </message>
    <message>
        <source>Reads %1 of %2 files first, then sends</source>
        <translation>파일 %2개 중 %1개를 먼저 읽고 보냅니다</translation>
    </message>
    <message>
        <source>Removed %1</source>
        <translation>%1 뺐습니다</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>“%1” is among your prompts</source>
        <translation>“%1” 문구를 저장했습니다</translation>
    </message>
    <message>
        <source>The standard one</source>
        <translation>기본 설정</translation>
    </message>
    <message>
        <source>No preset</source>
        <translation>답변 설정 없음</translation>
    </message>
</context>
<context>
    <name>sillok::ui::Rail</name>
    <message>
        <source>Places</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠그기</translation>
    </message>
    <message>
        <source>Manage</source>
        <translation>관리</translation>
    </message>
</context>
<context>
    <name>sillok::ui::RailButton</name>
    <message>
        <source>Something finished here</source>
        <translation>끝난 일이 있습니다</translation>
    </message>
</context>
<context>
    <name>sillok::ui::RecordModel</name>
    <message>
        <source>Seal of a period</source>
        <translation>기간 봉인</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Not done: %1</source>
        <translation>안 됨: %1</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>번호</translation>
    </message>
    <message>
        <source>When</source>
        <translation>때</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>What</source>
        <translation>한 일</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Object and counts</source>
        <translation>대상과 수</translation>
    </message>
</context>
<context>
    <name>sillok::ui::RecoveryKeyPage</name>
    <message>
        <source>Recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>처음 준비하기</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Vault and passphrase</source>
        <translation>보관함과 암호</translation>
    </message>
    <message>
        <source>Write the recovery key down</source>
        <translation>복구 키를 안전한 곳에 적어 두세요</translation>
    </message>
    <message>
        <source>If you forget the passphrase, only this key opens the vault.
Sillok does not keep it, and this page cannot be seen again.</source>
        <translation>암호를 잊으면 이 키로만 보관함을 열 수 있습니다.
실록은 키를 저장하지 않으며, 이 화면은 다시 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>The letters I, L, O and U are not used.</source>
        <translation>헷갈리는 글자 I, L, O, U는 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>%1번째 칸</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Group %1 is not what is shown</source>
        <translation>%1번째 칸이 위와 다릅니다</translation>
    </message>
    <message>
        <source>Type group %1 to continue</source>
        <translation>%1번째 칸을 입력하면 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>Type two groups from what you wrote down. Meanwhile they are hidden above.</source>
        <translation>적어 둔 것을 보고 두 칸을 입력해 주세요. 그동안 위의 두 칸은 가립니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::RepairPage</name>
    <message>
        <source>Recover the vault</source>
        <translation>보관함 되살리기</translation>
    </message>
    <message>
        <source>Whatever you choose here,
what is there now is kept.</source>
        <translation>무엇을 고르든
지금 있는 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>백업에서 복원</translation>
    </message>
    <message>
        <source>The backup becomes the vault of this computer, with everything that was in it.</source>
        <translation>백업이 그 안의 모든 것과 함께 이 컴퓨터의 보관함이 됩니다.</translation>
    </message>
    <message>
        <source>Nothing is overwritten: what is there now is set aside, and you are told where.</source>
        <translation>덮어쓰지 않습니다. 지금 있는 것은 따로 두고, 어디인지 알려 드립니다.</translation>
    </message>
    <message>
        <source>Passphrase or recovery key of the backup</source>
        <translation>백업의 암호 또는 복구 키</translation>
    </message>
    <message>
        <source>Passphrase or recovery key</source>
        <translation>암호 또는 복구 키</translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>백업 파일</translation>
    </message>
    <message>
        <source>It was written by “Write a backup”, or with sillokctl.</source>
        <translation>“백업 만들기”나 sillokctl로 만든 것입니다.</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>백업 고르기</translation>
    </message>
    <message>
        <source>Recover what can be read</source>
        <translation>읽을 수 있는 것 살리기</translation>
    </message>
    <message>
        <source>For a damaged vault: every page that is still good is brought into a new database, and you are told what is missing.</source>
        <translation>손상된 보관함에 씁니다. 성한 쪽을 모두 새 데이터베이스로 옮기고, 무엇을 잃었는지 알려 드립니다.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>살리기</translation>
    </message>
    <message>
        <source>Earlier states</source>
        <translation>이전 상태</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Go back to it</source>
        <translation>이때로 돌아가기</translation>
    </message>
    <message>
        <source>Enter it first; everything here is encrypted.</source>
        <translation>먼저 넣으십시오. 여기 있는 것은 모두 암호화되어 있습니다.</translation>
    </message>
    <message>
        <source>before the program was updated</source>
        <translation>프로그램을 새 판으로 바꾸기 전</translation>
    </message>
</context>
<context>
    <name>sillok::ui::ScopePicker</name>
    <message>
        <source>What to ask</source>
        <translation>물을 곳</translation>
    </message>
    <message>
        <source>Collection, label, folder or document</source>
        <translation>모음, 이름표, 폴더, 문서 이름</translation>
    </message>
    <message>
        <source>What can be asked</source>
        <translation>물을 수 있는 곳</translation>
    </message>
    <message>
        <source>Nothing of that name.</source>
        <translation>그런 이름이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>문서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>No documents</source>
        <translation>문서 없이</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SealPopup</name>
    <message>
        <source>Checked every ten seconds while this window runs, by asking the operating system about this program and its helpers.</source>
        <translation>창이 열려 있는 동안 10초마다, 이 프로그램과 도우미 프로세스를 운영체제에 물어 확인합니다.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 검사</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SearchField</name>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SearchModelsSection</name>
    <message>
        <source>A model that finds by meaning</source>
        <translation>뜻으로 찾는 모델</translation>
    </message>
    <message>
        <source>A model that puts passages into order</source>
        <translation>구절의 차례를 매기는 모델</translation>
    </message>
    <message>
        <source>Help with finding</source>
        <translation>찾기를 돕는 모델</translation>
    </message>
    <message>
        <source>Documents are found by their words without any model. These two make the search better; what is shown is always the document&apos;s own text.</source>
        <translation>모델이 없어도 문서를 낱말로 찾습니다. 이 둘은 찾기를 더 낫게 합니다. 보이는 것은 언제나 문서에 적힌 그대로입니다.</translation>
    </message>
    <message>
        <source>By meaning</source>
        <translation>뜻으로 찾기</translation>
    </message>
    <message>
        <source>Finds passages that say the same in other words. Every passage is read once, in the background.</source>
        <translation>다른 말로 같은 뜻을 적은 구절을 찾습니다. 구절마다 한 번씩 뒤에서 읽어 둡니다.</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>좋은 것부터</translation>
    </message>
    <message>
        <source>Reads the first passages together with the question and puts them into order.</source>
        <translation>앞쪽 구절을 질문과 함께 읽어 차례를 매깁니다.</translation>
    </message>
    <message>
        <source>Passages that can be found by meaning</source>
        <translation>뜻으로 찾을 수 있는 구절</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>고르기…</translation>
    </message>
    <message>
        <source>Stop using</source>
        <translation>그만 쓰기</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>%1 / %2 passages can be found by meaning</source>
        <translation>뜻으로 찾을 수 있는 구절 %1 / %2개</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>초당 %1개</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>모델 (*.gguf)</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SearchPalette</name>
    <message>
        <source>Search everything</source>
        <translation>모두에서 찾기</translation>
    </message>
    <message>
        <source>Search chats and documents</source>
        <translation>대화와 문서 찾기</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 것</translation>
    </message>
    <message>
        <source>What to look through</source>
        <translation>찾을 곳</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>대화</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>기간</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>전체 기간</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7일</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30일</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1년</translation>
    </message>
    <message>
        <source>All collections</source>
        <translation>모든 모음</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n건</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Nothing was found. Try a shorter word, or look through everything.</source>
        <translation>찾은 것이 없습니다. 낱말을 줄이거나 모두에서 찾아 보세요.</translation>
    </message>
    <message>
        <source>Every chat, every document name and every passage of your vault, as you type.</source>
        <translation>치는 대로 보관함의 모든 대화와 문서 이름, 문서 구절에서 찾습니다.</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>모든 라벨</translation>
    </message>
    <message>
        <source>All folders</source>
        <translation>모든 폴더</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>모든 모델</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Search chats and documents, or &gt; and an action</source>
        <translation>대화와 문서 찾기, 또는 &gt; 다음에 할 일</translation>
    </message>
    <message>
        <source>↑ ↓ choose   Enter do it   Esc close</source>
        <translation>↑ ↓ 고르기   Enter 하기   Esc 닫기</translation>
    </message>
    <message>
        <source>↑ ↓ choose   Enter open   Tab filters   &gt; actions   Esc close</source>
        <translation>↑ ↓ 고르기   Enter 열기   Tab 거르기   &gt; 할 일   Esc 닫기</translation>
    </message>
    <message numerus="yes">
        <source>%n action(s)</source>
        <translation>
            <numerusform>할 일 %n가지</numerusform>
        </translation>
    </message>
    <message>
        <source>No action has this name.</source>
        <translation>이 이름의 할 일이 없습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SecuritySection</name>
    <message numerus="yes">
        <source>Your institution has opened this vault %n time(s), last on %1.</source>
        <translation>
            <numerusform>기관에서 이 보관함을 %n번 열었습니다. 마지막은 %1입니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Two of the holders named below did it together. Ask your security officer about it.</source>
        <translation>아래 적힌 담당자 가운데 두 사람이 함께 열었습니다. 보안 담당자에게 확인해 주세요.</translation>
    </message>
    <message>
        <source>The passphrase is changed.</source>
        <translation>암호를 바꿨습니다.</translation>
    </message>
    <message>
        <source>The earlier one does not open the vault any more.</source>
        <translation>이전 암호로는 더 이상 열리지 않습니다.</translation>
    </message>
    <message>
        <source>Locking</source>
        <translation>잠금</translation>
    </message>
    <message>
        <source>Lock when I am away</source>
        <translation>자리를 비우면 자동으로 잠그기</translation>
    </message>
    <message>
        <source>Locking wipes the keys from memory. What you were writing is saved first.</source>
        <translation>잠그면 키를 메모리에서 지웁니다. 쓰던 글은 먼저 저장합니다.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>열쇠</translation>
    </message>
    <message>
        <source>Vault passphrase</source>
        <translation>보관함 암호</translation>
    </message>
    <message>
        <source>Chats and documents are not encrypted again, so it is done at once.</source>
        <translation>대화와 문서를 다시 암호화하지 않아 바로 끝납니다.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Opens the vault when the passphrase is forgotten. Sillok does not keep it; a new one ends the earlier one.</source>
        <translation>암호를 잊었을 때 보관함을 엽니다. 실록은 복구 키를 저장하지 않으며, 새로 만들면 이전 키는 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>새로 만들기</translation>
    </message>
    <message>
        <source>What opens this vault</source>
        <translation>이 보관함을 여는 것</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message>
        <source>screen lock</source>
        <translation>화면 잠금</translation>
    </message>
    <message>
        <source>change of user</source>
        <translation>사용자 바꾸기</translation>
    </message>
    <message>
        <source>sleep</source>
        <translation>절전</translation>
    </message>
    <message>
        <source>Lock together with the computer</source>
        <translation>컴퓨터와 함께 잠그기</translation>
    </message>
    <message>
        <source>On: %1</source>
        <translation>켜짐: %1</translation>
    </message>
    <message>
        <source>On: %1. Not told by this desktop: %2</source>
        <translation>켜짐: %1. 이 데스크톱이 알려 주지 않는 것: %2</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>쓸 수 없음</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>항상</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>암호</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>열쇠 파일</translation>
    </message>
    <message>
        <source>Passphrase and key file together</source>
        <translation>암호와 열쇠 파일 함께</translation>
    </message>
    <message>
        <source>Your institution: two of %1 together</source>
        <translation>기관 복구: %1 가운데 두 사람이 함께</translation>
    </message>
    <message>
        <source>made on %1</source>
        <translation>%1에 만듦</translation>
    </message>
    <message>
        <source>opened it this time</source>
        <translation>이번에 연 것</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>암호 바꾸기</translation>
    </message>
    <message>
        <source>Enter the present one, then the new one twice.</source>
        <translation>지금 암호와 새 암호를 입력해 주세요. 새 암호는 두 번 입력합니다.</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>지금 암호</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>새 암호</translation>
    </message>
    <message>
        <source>The new one again</source>
        <translation>새 암호 다시</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Make a new recovery key</source>
        <translation>복구 키 새로 만들기</translation>
    </message>
    <message>
        <source>The earlier recovery key ends. Enter your passphrase.</source>
        <translation>이전 복구 키는 쓸 수 없게 됩니다. 암호를 입력해 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n min.</source>
        <translation>
            <numerusform>%n분까지입니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>This desktop does not tell programs about it. Use %1.</source>
        <translation>이 데스크톱은 프로그램에 알려 주지 않습니다. %1 키를 쓰세요.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>What you can change, and what is being protected.</source>
        <translation>바꿀 수 있는 것과 지켜지고 있는 것을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Appearance and text</source>
        <translation>모양과 글자</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템에 맞춤</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Changes at once, without a restart.</source>
        <translation>다시 시작하지 않아도 바로 바뀝니다.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>화면 밝기</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>지금 검사</translation>
    </message>
    <message>
        <source>Where the vault is</source>
        <translation>보관함이 있는 곳</translation>
    </message>
    <message>
        <source>Checked every ten seconds. Last check %1.</source>
        <translation>10초마다 실제로 검사합니다. 마지막 검사 %1.</translation>
    </message>
    <message>
        <source>Checked every ten seconds.</source>
        <translation>10초마다 실제로 검사합니다.</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>High</source>
        <translation>높게</translation>
    </message>
    <message>
        <source>Reduced</source>
        <translation>줄임</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>대비</translation>
    </message>
    <message>
        <source>High: black and white, strong lines, no tints.</source>
        <translation>높게: 검정과 하양, 굵은 선, 엷은 바탕색 없음.</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>움직임</translation>
    </message>
    <message>
        <source>Reduced: nothing slides in, and the caret does not blink.</source>
        <translation>줄임: 미끄러져 나오는 것이 없고 커서가 깜박이지 않습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::StatusStrip</name>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Show what was checked</source>
        <translation>무엇을 확인했는지 보기</translation>
    </message>
    <message>
        <source>No model · answers with passages</source>
        <translation>모델 없음 · 구절로 답함</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 불러오는 중</translation>
    </message>
    <message>
        <source>%1 stopped · starts with the next question</source>
        <translation>%1 멈춤 · 다음 질문 때 다시 시작</translation>
    </message>
    <message>
        <source>Reading %1 / %2</source>
        <translation>문서 읽는 중 %1 / %2</translation>
    </message>
</context>
<context>
    <name>sillok::ui::StoreProgress</name>
    <message>
        <source>Checking the signatures</source>
        <translation>서명을 확인하는 중</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Copying and checking every byte</source>
        <translation>복사하며 모든 내용을 확인하는 중</translation>
    </message>
    <message>
        <source>Checking the copy</source>
        <translation>복사본을 확인하는 중</translation>
    </message>
    <message>
        <source>Trying it out behind the seal</source>
        <translation>봉인 안에서 시험하는 중</translation>
    </message>
    <message>
        <source>question %1 of %2</source>
        <translation>문항 %2개 중 %1번째</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>초당 %1</translation>
    </message>
</context>
<context>
    <name>sillok::ui::TrustSection</name>
    <message>
        <source>There is no store of packages for this account.</source>
        <translation>이 계정이 볼 꾸러미 보관소가 없습니다.</translation>
    </message>
    <message>
        <source>Accept what is new…</source>
        <translation>새것 받아들이기…</translation>
    </message>
    <message>
        <source>Accept new roots or a catalog: %1</source>
        <translation>새 신뢰 기준이나 목록 받아들이기: %1</translation>
    </message>
    <message>
        <source>Begin to trust…</source>
        <translation>믿기 시작…</translation>
    </message>
    <message>
        <source>Begin to trust an institution: %1</source>
        <translation>기관 믿기 시작: %1</translation>
    </message>
    <message>
        <source>No institution is trusted here yet, so nothing can be installed.</source>
        <translation>아직 믿는 기관이 없어 설치할 수 없습니다.</translation>
    </message>
    <message>
        <source>Root version %1, good until %2</source>
        <translation>신뢰 기준 %1판, %2까지 유효</translation>
    </message>
    <message>
        <source>No catalog was accepted yet, so nothing can be installed.</source>
        <translation>아직 목록이 없어 설치할 수 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Catalog version %1 of %2, %n day(s) old, good until %3</source>
        <translation>
            <numerusform>목록 %1판, %2 발행, %n일 지남, %3까지 유효</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 packages listed, %2 taken back</source>
        <translation>목록의 꾸러미 %1개, 거두어들인 것 %2개</translation>
    </message>
    <message>
        <source>The root has expired: nothing new is installed until a newer one is accepted. What is installed works on.</source>
        <translation>신뢰 기준이 만료되었습니다. 새것을 받아들일 때까지 설치하지 않습니다. 설치된 것은 그대로 씁니다.</translation>
    </message>
    <message>
        <source>The catalog has expired: nothing new is installed until a newer one is accepted. What is installed works on.</source>
        <translation>목록이 만료되었습니다. 새것을 받아들일 때까지 설치하지 않습니다. 설치된 것은 그대로 씁니다.</translation>
    </message>
    <message>
        <source>The institution&apos;s root</source>
        <translation>기관의 신뢰 기준</translation>
    </message>
    <message>
        <source>Whose root is it?</source>
        <translation>누구의 신뢰 기준인가요?</translation>
    </message>
    <message>
        <source>Type the digest that your security officer told you on another way, not one that came with the file %1. Only if both are the same is the institution trusted.</source>
        <translation>파일 %1과 함께 온 것이 아니라, 보안 담당자가 다른 길로 알려 준 지문을 적어 주세요. 둘이 같을 때만 그 기관을 믿습니다.</translation>
    </message>
    <message>
        <source>Digest, 64 digits and letters</source>
        <translation>지문, 숫자와 글자 64개</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Compare and trust</source>
        <translation>견주고 믿기</translation>
    </message>
    <message>
        <source>Roots and catalogs</source>
        <translation>신뢰 기준과 목록</translation>
    </message>
</context>
<context>
    <name>sillok::ui::UnlockPage</name>
    <message>
        <source>Opening</source>
        <translation>여는 중</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>보관함 열기</translation>
    </message>
    <message>
        <source>Chats and documents are kept encrypted,
on this computer only.</source>
        <translation>대화와 문서는 이 컴퓨터 안에서만
암호화해 보관합니다.</translation>
    </message>
    <message>
        <source>Vault passphrase</source>
        <translation>보관함 암호</translation>
    </message>
    <message>
        <source>The vault cannot be opened</source>
        <translation>보관함을 열 수 없습니다</translation>
    </message>
    <message>
        <source>Enter the passphrase to go on where you left.</source>
        <translation>암호를 입력하면 대화와 문서를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>복구 키</translation>
    </message>
    <message>
        <source>Open with the passphrase</source>
        <translation>암호로 열기</translation>
    </message>
    <message>
        <source>Open with the recovery key</source>
        <translation>복구 키로 열기</translation>
    </message>
    <message>
        <source>This is not a whole recovery key. Your vault is unchanged. Compare it group by group with what you wrote down.</source>
        <translation>온전한 복구 키가 아닙니다. 보관함은 그대로입니다. 적어 둔 것과 한 칸씩 견주어 주세요.</translation>
    </message>
    <message>
        <source>This recovery key does not open this vault. Your vault is unchanged. Perhaps a newer one was made.</source>
        <translation>이 복구 키로는 열리지 않습니다. 보관함은 그대로입니다. 새로 만든 복구 키가 있는지 확인해 주세요.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong tries. The next one is possible in %n second(s).</source>
        <translation>
            <numerusform>여러 번 잘못 입력하셨습니다. %n초 뒤에 다시 입력할 수 있습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your vault is unchanged. Starting again does not shorten the wait.</source>
        <translation>보관함은 그대로입니다. 다시 시작해도 기다리는 시간은 줄지 않습니다.</translation>
    </message>
    <message>
        <source>Choose a key file</source>
        <translation>키 파일 고르기</translation>
    </message>
    <message>
        <source>Key file: %1</source>
        <translation>키 파일: %1</translation>
    </message>
    <message>
        <source>Recover the vault</source>
        <translation>보관함 되살리기</translation>
    </message>
    <message>
        <source>This file cannot be used as a key file.</source>
        <translation>이 파일은 키 파일로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>Your vault is unchanged. Choose the file that was made for it.</source>
        <translation>보관함은 그대로입니다. 이 보관함의 키 파일을 고르십시오.</translation>
    </message>
    <message>
        <source>Enter the recovery key to go on where you left.</source>
        <translation>복구 키를 입력하면 대화와 문서를 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>sillok::ui::WritingPalette</name>
    <message>
        <source>Prompts, templates and documents</source>
        <translation>문구, 틀, 문서</translation>
    </message>
    <message>
        <source>↑↓ choose · Enter takes · Esc closes</source>
        <translation>↑↓ 고르기 · Enter 넣기 · Esc 닫기</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>틀</translation>
    </message>
    <message>
        <source>Keep what is typed as a prompt</source>
        <translation>쓰던 글을 문구로 저장</translation>
    </message>
    <message>
        <source>Manage prompts</source>
        <translation>문구 관리</translation>
    </message>
    <message>
        <source>Prompts and templates</source>
        <translation>문구와 틀</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>문서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>What to ask</source>
        <translation>무엇에 물을지</translation>
    </message>
</context>
<context>
    <name>sillok::ui::WritingSection</name>
    <message>
        <source>Writing</source>
        <translation>글쓰기</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>간단히</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>전문가</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>보이는 만큼</translation>
    </message>
    <message>
        <source>Expert shows how answers were made: model, speed, tokens and seed, and the numbers of a preset.</source>
        <translation>전문가 모드는 답을 만든 모델, 속도, 토큰, 씨앗 값과 답변 설정의 숫자를 보여 줍니다.</translation>
    </message>
    <message>
        <source>New preset</source>
        <translation>새 답변 설정</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>답변 설정</translation>
    </message>
    <message>
        <source>How answers are asked for. Choose one for a chat below the question; the standard is for all others.</source>
        <translation>답을 어떻게 쓸지 정합니다. 물음 칸 아래에서 대화마다 고를 수 있고, 고르지 않으면 기본 설정을 씁니다.</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>새 문구</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>문구</translation>
    </message>
    <message>
        <source>Texts to ask with again. Type / in a question to use one.</source>
        <translation>다시 쓸 물음입니다. 물음 칸에 /를 치면 나옵니다.</translation>
    </message>
    <message>
        <source>Find a prompt</source>
        <translation>문구 찾기</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (사본)</translation>
    </message>
    <message>
        <source>%1 (copy %2)</source>
        <translation>%1 (사본 %2)</translation>
    </message>
    <message>
        <source>%1 · standard</source>
        <translation>%1 · 기본</translation>
    </message>
    <message>
        <source>No standard any more</source>
        <translation>기본으로 쓰지 않기</translation>
    </message>
    <message>
        <source>Make “%1” the standard</source>
        <translation>“%1” 기본으로 쓰기</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>“%1” 고치기</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>“%1” 복사</translation>
    </message>
    <message>
        <source>Remove “%1”</source>
        <translation>“%1” 삭제</translation>
    </message>
    <message>
        <source>Template that comes with the program</source>
        <translation>프로그램에 들어 있는 틀</translation>
    </message>
    <message>
        <source>Copy “%1” to your prompts</source>
        <translation>“%1” 내 문구로 복사</translation>
    </message>
    <message>
        <source>Removed “%1”</source>
        <translation>“%1” 삭제했습니다</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
</context>
</TS>
