namespace OpenLedger.Datanets.Reviews;

/// <summary>
/// The reasons that can be given, each with what it is, what would make the entry pass and what good looks like. Every negative verdict
/// carries at least one, so that nobody is left without a next step.
/// </summary>
public static class ReasonCatalogue
{
    /// <summary>The reason that a rule of ours gives where no person did.</summary>
    public const string GateFinding = "gate-finding";

    /// <summary>The reason where another entry says the same.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>All reasons, in the order in which a page offers them.</summary>
    public static IReadOnlyList<ReasonText> All { get; } = [.. NotYet(), .. NotHere(), .. BadFaith()];

    private static Dictionary<string, ReasonText> ByCode { get; } = All.ToDictionary(reason => reason.Code, StringComparer.Ordinal);

    /// <summary>The reason of a code; null where there is none.</summary>
    public static ReasonText? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>The reasons for a verdict.</summary>
    public static IEnumerable<ReasonText> For(Verdict verdict) => All.Where(reason => reason.Verdict == verdict);

    private static IEnumerable<ReasonText> NotYet() =>
    [
        new("wrong-answer", Verdict.NeedsChanges, "Something is not right", "A part of the answer does not hold.", "Correct what is marked or named in the note, or say where it is from.", "Water boils at 100 °C at sea level, and at about 90 °C at 3,000 m."),
        new("incomplete", Verdict.NeedsChanges, "Something is missing", "The answer stops before the question is answered.", "Add what is still asked for; a mark or the note shows where.", "All three steps are there, and the last one says when you are done."),
        new("unclear-question", Verdict.NeedsChanges, "The question is not clear", "Two people could read the question in two ways.", "Say what is given and what is asked, so that it can be answered without you.", "\"Convert 2.5 kg to grams.\" instead of \"How much is it in grams?\""),
        new("not-answering", Verdict.NeedsChanges, "Answers something else", "The answer is about something near the question, not about it.", "Answer the question as it is written, or change the question so that both fit.", "Asked for a reason: the answer begins with the reason."),
        new("no-source", Verdict.NeedsChanges, "Needs a source", "A claim in it cannot be checked from the entry.", "Name where it can be read, or leave the claim out.", "\"According to the 2021 census, …\""),
        new("calculation", Verdict.NeedsChanges, "The numbers do not add up", "A calculation comes to another result.", "Calculate it again, the marked part first, and show the step.", "12 × 4 = 48, and 48 − 6 = 42."),
        new("hard-to-read", Verdict.NeedsChanges, "Hard to read", "The content is good; the way it is written makes it hard to follow.", "Shorter sentences, one thought each. Accept the suggested edit if there is one.", "First the answer, then the reason, each in one sentence."),
        new("too-short", Verdict.NeedsChanges, "Too little to learn from", "It is right, but a model learns little from so few words.", "Add the reason or an example in one or two sentences.", "\"Yes, because …\" instead of \"Yes.\""),
        new("format", Verdict.NeedsChanges, "Another form is asked for", "The guidelines of this Datanet ask for another form.", "Look at the examples in the guidelines and put it into that form.", "A list where the guidelines ask for a list, code in a code block."),
        new("wrong-category", Verdict.NeedsChanges, "Another category", "It is good and belongs into another category.", "Choose the category that is named in the note.", "A question on units stands under Measuring, not under History."),
        new("wrong-language", Verdict.NeedsChanges, "Another language", "It is in a language that this Datanet does not collect.", "Write it in one of the Datanet's languages, or look for a Datanet of yours.", "English question, English answer."),
        new("personal-data", Verdict.NeedsChanges, "Names someone", "It holds data of a person who may not want to be taught to a model.", "Put a placeholder in its place: the redact button does it for you.", "\"Write to [EMAIL]\" instead of an address."),
        new("pasted-from-model", Verdict.NeedsChanges, "Reads as if a program wrote it", "Parts read like the standard text of a chat program.", "Say it in your own words, and leave out greetings and closing phrases.", "The answer alone, without \"As an AI language model\"."),
        new("near-duplicate", Verdict.NeedsChanges, "Very close to another", "An accepted entry says nearly the same.", "Offer it as an improvement of that entry or as another answer; both are credited.", "The same question with a better explained answer."),
        new(GateFinding, Verdict.NeedsChanges, "The check found something", "The automatic check found something that should be changed first.", "Look at the finding beside the text; where it is a mistake, say so in the note to the reviewers.", "An entry without findings goes to the reviewers at once."),
        new("other-change", Verdict.NeedsChanges, "Something else", "A reviewer asks for a change that is described in the note.", "Follow the note; if it is not clear, ask in the thread.", "The note names the place and the change."),
    ];

    private static IEnumerable<ReasonText> NotHere() =>
    [
        new("off-topic", Verdict.Decline, "Not the subject of this Datanet", "It may be good, but this Datanet collects something else.", "Take it to a Datanet on its subject, or start one. If you see it as part of the subject, appeal.", "The purpose on the front page says what is collected."),
        new(Duplicate, Verdict.Decline, "Is there already", "An accepted entry says the same.", "Open that entry: you can offer an improvement or another answer, and are credited.", "An entry that adds what the other one leaves out."),
        new("evaluation-item", Verdict.Decline, "Part of a test", "It contains a question that models are tested with; learning it would make the test worthless.", "Write a question of your own on the same subject.", "The same idea with other people, things and numbers."),
        new("licence", Verdict.Decline, "May not be passed on", "It is taken from a work whose licence does not allow it here.", "Say it in your own words, or bring a work with one of the licences on the front page.", "A text of your own, or one under CC BY with its source."),
        new("not-teachable", Verdict.Decline, "Nothing to learn from", "It has no answer that holds for others or for longer than today.", "Ask something whose answer someone else could check next year.", "\"How does a tide come about?\" instead of \"Is it high tide now?\""),
        new("harmful", Verdict.Decline, "Could do harm", "Followed to the letter it could hurt someone.", "Write how to stay safe instead. If the danger was misjudged, appeal.", "What to do after an accident, not how to cause one."),
        new("other-decline", Verdict.Decline, "Something else", "It does not fit here for the reason in the note.", "Read the note. If you see it otherwise, appeal once: a curator decides.", "The note names the rule of the guidelines."),
    ];

    private static IEnumerable<ReasonText> BadFaith() =>
    [
        new("advertising", Verdict.Abuse, "Advertising", "It is there to sell or to spread links, not to teach.", "If that is a mistake, appeal: another curator looks at it.", "A product may be named where the question is about it."),
        new("flooding", Verdict.Abuse, "Many of the same", "It is one of many that were made from one pattern to fill the queue.", "Bring the best one or two of them. If they were not made so, appeal.", "Ten entries that each teach something of their own."),
        new("nonsense", Verdict.Abuse, "Without meaning", "It has the form of an entry and no content.", "If there is a meaning that was missed, appeal and explain it.", "A question that somebody could really ask."),
        new("hidden-instruction", Verdict.Abuse, "Hidden instruction", "It contains text that is meant to steer a model or a reviewer in secret.", "Take the hidden part out and bring the rest as a new entry, or appeal.", "All that is to be learned is visible."),
        new("attack-on-person", Verdict.Abuse, "Attacks someone", "It insults or exposes a person.", "If it was misread, appeal: another curator looks at it.", "About what somebody did, in neutral words."),
        new("planted-falsehood", Verdict.Abuse, "False on purpose", "It teaches something false as if it were true, and not by mistake.", "If it was a mistake, appeal and name a source.", "A common error, named as an error, with what is right."),
    ];
}
