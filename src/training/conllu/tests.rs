use super::*;

/// Lines of a sentence; `~` after a token says that no space follows, and its number is given before a colon.
fn sentence(comments: &str, text: &str, tokens: &str) -> String {
    let token = |token: &str| {
        let (id, form) = token.split_once(':').unwrap();
        let note = if form.ends_with('~') { "X=1|SpaceAfter=No" } else { "_" };
        format!("{id}\t{}\t_\t_\t_\t_\t_\t_\t_\t{note}\n", form.trim_end_matches('~'))
    };
    format!("{comments}# text = {text}\n{}\n", tokens.split(' ').map(token).collect::<String>())
}

fn file() -> String {
    [
        sentence("# newdoc id = a\n# newpar id = a-p1\n", "One dog.", "1:One 2:dog~ 3:."),
        sentence("", "Don't stop—", "1-2:Don't 1:Do~ 2:n't 3:stop~ 3.1:ghost 4:—~"),
        sentence("# newpar_block\n", "they said.", "1:they 2:said~ 3:."),
        sentence("# newpar\n", "Cafés 😀 close", "1:Cafés 2:😀 3-4:close~ 3:clo 4:se"),
        sentence("# newdoc\n", "Two.", "1:Two~ 2:."),
    ]
    .concat()
}

#[test]
fn documents_paragraphs_and_spaces_are_read() {
    let documents = parse(&file(), "a.conllu").unwrap();
    assert_eq!(documents.iter().map(|d| d.name.as_str()).collect::<Vec<_>>(), ["a", ""]);
    let paragraphs = &documents[0].paragraphs;
    assert_eq!(paragraphs.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
    let spaces: Vec<bool> = paragraphs.iter().flatten().map(|s| s.space_after).collect();
    assert_eq!(spaces, [true, false, true, false]);
}

#[test]
fn texts_are_laid_out() {
    let documents = parse(&file(), "a.conllu").unwrap();
    let (kept, sentences) = documents[0].lay_out(Layout::Kept);
    assert_eq!(kept, "One dog. Don't stop—they said.\n\nCafés 😀 close");
    let found: Vec<&str> = sentences.iter().map(|span| span.of(&kept)).collect();
    assert_eq!(found, ["One dog.", "Don't stop—", "they said.", "Cafés 😀 close"]);
    let (flat, sentences) = documents[0].lay_out(Layout::Flat);
    assert_eq!(flat, "One dog. Don't stop—they said. Cafés 😀 close");
    assert_eq!(sentences[3].of(&flat), "Cafés 😀 close");
}

#[test]
fn lines_are_wrapped_at_the_last_space_that_fits() {
    let lines = |text: &str| wrapped(text).split('\n').map(str::to_owned).collect::<Vec<_>>();
    let words = ["aé😀", "bbbb", "ccccccccc"].repeat(20).join(" ");
    let wrapped_words = lines(&words);
    assert!(wrapped_words.len() > 4);
    for (line, next) in wrapped_words.iter().zip(&wrapped_words[1..]) {
        let length = line.chars().count();
        assert!(length <= COLUMNS, "{line}");
        assert!(length + 1 + next.split(' ').next().unwrap().chars().count() > COLUMNS, "{line} ends too early");
    }
    assert_eq!(wrapped_words.join(" "), words);
    let long = "x".repeat(100);
    assert_eq!(lines(&format!("a {long} {long} b")), ["a", &long, &long, "b"]);
    assert_eq!(lines(&format!("{long}\n\n{long}")), [&long, "", &long]);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let message = |text: &str| parse(text, "a.conllu").unwrap_err().to_string();
    let token = "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n";
    assert_eq!(
        message(&format!("# text = a\n\n{token}")),
        "a.conllu, line 3: the token belongs to no sentence; write its `# text =` line before it"
    );
    assert_eq!(
        message("# text = a\n1\ta\n"),
        "a.conllu, line 2: the token has 2 fields; write ten, with tabs between them"
    );
    assert_eq!(
        message(&format!("# text = a\n1x{}", &token[1..])),
        "a.conllu, line 2: \"1x\" numbers no token; write 4, 4-5 or 4.1"
    );
    assert_eq!(message("# text = \n"), "a.conllu, line 1: the sentence has no text; write it after `# text =`");
    assert_eq!(
        message("Dear reader,\n"),
        "a.conllu, line 1: this is neither a comment nor a token; begin it with # or a token's number"
    );
    assert_eq!(message("# newdoc\n\n"), "a.conllu: has no sentences; give CoNLL-U with a `# text =` line a sentence");
}
