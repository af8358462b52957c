using OpenLedger.Datanets.Entries;

namespace OpenLedger.Datanets.Tests.Entries;

public class CanonicalEntryTests
{
    /// <summary>Computed by hand from the words that the form must give: a change of this value is a new version of the form.</summary>
    [Fact]
    public void Hash_OfAnEntry_IsFrozen() =>
        Assert.Equal("78328e4d46784662c0364a522be6cc412d8dbadf0b194f4e5ce3b648f7b30aee", CanonicalEntry.Of(EntryContent.PromptResponse("What is 2 + 2?", "It is 4, naïvely.")).Hash.ToString());

    [Theory]
    [InlineData("what IS 2 + 2", "it is 4 naïvely", true)]
    [InlineData("What  is 2 + 2?!", "It is 4, nai\u0308vely…", true)]
    [InlineData("What is 2 - 2?", "It is 4, naïvely.", false)]
    [InlineData("What is 2 + 3?", "It is 4, naïvely.", false)]
    [InlineData("What is 2 + 2? It", "is 4, naïvely.", false)]
    public void Hash_OfAnotherSpelling_IsTheSameWhereTheContentIs(string prompt, string response, bool same)
    {
        var one = CanonicalEntry.Of(EntryContent.PromptResponse("What is 2 + 2?", "It is 4, naïvely."));
        var other = CanonicalEntry.Of(EntryContent.PromptResponse(prompt, response));

        Assert.Equal(same, one.Hash == other.Hash);
    }

    [Fact]
    public void Hash_OfTextsWithNothingToCompare_TellsThemApart()
    {
        var one = CanonicalEntry.Of(EntryContent.PromptResponse("Which sign ends a question?", "?"));
        var other = CanonicalEntry.Of(EntryContent.PromptResponse("Which sign ends a question?", "!"));

        Assert.NotEqual(one.Hash, other.Hash);
    }

    [Fact]
    public void Blocks_OfAConversation_AreWhatIsAskedAndWhatIsTaught()
    {
        var entry = CanonicalEntry.Of(EntryContent.Conversation(("system", "Be brief."), ("user", "Hello?"), ("assistant", "Good day."), ("user", "Bye."), ("assistant", "Farewell!")));

        Assert.Equal("be brief\nhello\nbye", entry.Prompt);
        Assert.Equal("good day\nfarewell", entry.Response);
    }
}
