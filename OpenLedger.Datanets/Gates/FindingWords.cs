using System.Reflection;

namespace OpenLedger.Datanets.Gates;

/// <summary>Every sentence that a finding can say: the English text, which is the key of its translation.</summary>
public static class FindingWords
{
    internal const string OtherForm = "This Datanet takes entries of another form.";
    internal const string WriteInItsForm = "Write it again in the form of this Datanet.";
    internal const string NoAnswerAtTheEnd = "A conversation needs a question and, at its end, an answer of the assistant.";
    internal const string EndWithAnAnswer = "Let an answer of the assistant be the last message.";
    internal const string CategoryMissing = "The entry has no category.";
    internal const string CategoryUnknown = "This Datanet has no category \"{0}\".";
    internal const string ChooseACategory = "Choose one of the categories of this Datanet.";

    internal const string AnswerEmpty = "\"{0}\" says nothing yet.";
    internal const string WriteAnAnswer = "Write what the model should learn to say.";
    internal const string PromptEmpty = "\"{0}\" has no words to go by.";
    internal const string WriteAPrompt = "Write the question or task with at least three letters or digits.";

    internal const string EntryTooLong = "The entry has {0} characters; this Datanet takes up to {1}.";
    internal const string FieldTooLong = "\"{0}\" has {1} characters; up to {2} fit.";
    internal const string TooManyMessages = "The conversation has {0} messages; this Datanet takes up to {1}.";
    internal const string Shorten = "Shorten it, or split it into several entries.";

    internal const string Unshowable = "{0} characters in it cannot be shown or stored; they often come from copying out of other programs.";
    internal const string Unseen = "{0} characters in it are not seen by a person, and a model reads them all the same.";
    internal const string RemoveThem = "Take them out: one click does it.";

    internal const string TemplateSign = "\"{0}\" is how chat models tell who speaks. Learned from an entry, it would confuse them.";
    internal const string RemoveSigns = "Take it out: one click does it.";

    internal const string AnswerIsPrompt = "\"{0}\" says the same as the prompt.";
    internal const string WriteYourOwn = "Write an answer that says something of its own.";
    internal const string AnswersAreEqual = "The better and the worse answer say the same.";
    internal const string LetThemDiffer = "Let the two answers differ: a model learns from the difference.";

    internal const string SameEntry = "This Datanet has the same entry already.";
    internal const string OpenTheOther = "Open the other entry. If yours is better, propose it there as an improvement.";

    internal const string SecretFound = "{0} keys or passwords stand in it.";
    internal const string RedactSecrets = "Put a placeholder in their place: one click does it. If they are real, revoke them where they were issued.";
    internal const string PersonalDataFound = "Personal data stand in it: {0}.";
    internal const string RedactData = "Put placeholders in their place: one click does it. Names and postal addresses are not found by machines: look for them yourself.";
    internal const string RewriteWithoutData = "So many are more than placeholders can mend: write the entry again without them.";

    internal const string LeakBlocked = "{0} % of a question of \"{1}\" stand in it. Models are measured with that question, so none may learn it.";
    internal const string WriteAnother = "Write another entry: one about the same thing in your own words is welcome.";
    internal const string LeakFlagged = "Eight words in a row stand in \"{0}\" as well, with which models are measured.";
    internal const string SayItYourself = "Say that piece in your own words, or tell the reviewers in the note why it is no copy.";

    internal const string NearCopy = "It looks like another entry: {0} % of both are the same.";
    internal const string PartOfOther = "{0} % of the shorter text stand in the longer one of another entry.";
    internal const string ChooseWhatToDo = "Compare them. Then take yours back, say in the note to the reviewers what is different, or propose it as an improvement of the other.";
    internal const string OtherNumbers = "It is another entry with other numbers.";
    internal const string Similar = "Another entry is similar: {0} % of both are the same.";
    internal const string NothingToDo = "Nothing needs to be done; reviewers see both.";
    internal const string OtherAnswer = "Another entry has the same prompt with another answer.";
    internal const string EnoughAnswers = "{0} entries have the same prompt already; this Datanet takes up to {1} answers to one prompt.";
    internal const string AskAnother = "Choose another prompt, or propose yours as an improvement of one of them.";
    internal const string SameAnswer = "Another entry gives the same answer to another prompt.";
    internal const string CheckTheAnswer = "Compare them, and make sure that the answer fits this prompt.";
    internal const string Pattern = "Very many entries of this Datanet follow the same pattern.";
    internal const string VaryThePattern = "Write it differently from the others: a model learns more from what is new.";

    internal const string SameSign = "One character comes {0} times in a row.";
    internal const string SameLines = "{0} % of the lines are repeated.";
    internal const string SamePhrase = "The words \"{0}\" come {1} times.";
    internal const string SamePassages = "{0} % of the words stand in passages that are repeated.";
    internal const string SaysItself = "The text repeats itself: it could be packed into {0} % of its length.";
    internal const string SayItOnce = "Say each thing once. If the repetition is meant, tell the reviewers why in the note.";

    internal const string Shouting = "{0} % of the letters are capitals.";
    internal const string WriteNormally = "Write it in normal letters.";
    internal const string MostlyLinks = "{0} % of the text are links, which a model cannot follow.";
    internal const string SayWhatIsThere = "Say in words what stands behind the links.";
    internal const string ChatLeftover = "\"{0}\" seems to be left over from a chat window.";
    internal const string CheckEveryWord = "Take it out, and check every word: what a model wrote about itself teaches nothing.";

    internal const string LettersAtRandom = "The letters look as if typed at random.";
    internal const string WriteWords = "Write it in words. If it is a code or a name, tell the reviewers in the note.";
    internal const string OtherLanguage = "It seems to be written in another language ({0}) than this Datanet's ({1}).";
    internal const string CheckTheLanguage = "If that is so, look for a Datanet in that language, or translate it. If not, go on: the guess can be wrong.";

    /// <summary>All sentences, for whoever translates them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(FindingWords).GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
