using System.Text;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Tests.Entries;

public class EntryContentTests
{
    [Fact]
    public void PromptResponse_AsCanonicalJson_HasItsFieldsInOrder() => Assert.Equal(
        """{"prompt":"Two and two?","response":"Four.","system":"Be brief."}""",
        Text(EntryContent.PromptResponse("Two and two?", "Four.", "Be brief.")));

    [Fact]
    public void Conversation_AsCanonicalJson_HasMessages() => Assert.Equal(
        """{"messages":[{"content":"Hello","role":"user"},{"content":"Good day","role":"assistant"}]}""",
        Text(EntryContent.Conversation(("user", "Hello"), ("assistant", "Good day"))));

    [Fact]
    public void Passage_AsCanonicalJson_KeepsWhereItCameFrom() => Assert.Equal(
        """{"source":{"document":"garden.md","end":40,"start":12},"text":"Roses need sun.","title":"Roses"}""",
        Text(EntryContent.Passage("Roses need sun.", "Roses", new SourceSpan("garden.md", 12, 40))));

    [Fact]
    public void Preference_AsCanonicalJson_HasBothAnswers() => Assert.Equal(
        """{"chosen":"b","prompt":"a","rejected":"c"}""",
        Text(EntryContent.Preference("a", "b", "c")));

    [Fact]
    public void Texts_WrittenWithOtherLineEndsAndAccents_AreTheSameEntry()
    {
        var one = EntryContent.PromptResponse("caf\u00e9\nopen?", "yes");
        var other = EntryContent.PromptResponse("cafe\u0301\r\nopen?", "yes");

        Assert.Equal(one.CanonicalBytes(), other.CanonicalBytes());
    }

    [Fact]
    public void Conversation_WithAnUnknownRole_IsRefused() =>
        Assert.Throws<ArgumentException>(() => EntryContent.Conversation(("narrator", "Once")));

    [Fact]
    public void With_ReplacedTexts_KeepsFormAndFields()
    {
        var content = EntryContent.Preference("a", "b", "c").With(part => part.Text + "!");

        Assert.Equal(["prompt a!", "chosen b!", "rejected c!"], content.Parts.Select(part => $"{part.Field} {part.Text}"));
    }

    /// <summary>In a list, not in rows of data: attributes are stored as UTF-8, which has no half pairs.</summary>
    [Fact]
    public void StoredText_WithHalfAPair_KnowsWhere()
    {
        (string Text, int At)[] rows = [("a\ud800b", 1), ("\udc00", 0), ("\ud83d\ude00\ud83d", 2), ("\ud83d\ude00 fine", -1), ("\ud800e\u0301", 0), ("\ufffee\u0301", -1)];

        Assert.All(rows, row => Assert.Equal(row.At, StoredText.FirstLoneSurrogate(row.Text)));
        Assert.All(rows, row => Assert.Equal(row.Text, StoredText.Of(row.Text)));
    }

    private static string Text(EntryContent content) => Encoding.UTF8.GetString(content.CanonicalBytes());
}
