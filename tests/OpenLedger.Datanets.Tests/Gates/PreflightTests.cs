using OpenLedger.Datanets.Contamination;
using OpenLedger.Datanets.Duplicates;
using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Gates;
using OpenLedger.Datanets.Tests.Suites;

namespace OpenLedger.Datanets.Tests.Gates;

public sealed class PreflightTests : IDisposable
{
    private const string Prompt = "How do I keep basil alive in a kitchen that gets little light?";
    private const string Response = "Put it as close to the window as you can, water it from below twice a week, and cut the tips before it flowers.";

    private readonly Preflight _preflight = new(new GateRules { Languages = ["en"] });

    public void Dispose() => _preflight.Dispose();

    [Fact]
    public void Check_OfAGoodEntry_FindsNothing() => Assert.Empty(Check(Prompt, Response));

    [Theory]
    [InlineData(Prompt, "  ", GateRule.Empty, Severity.Block)]
    [InlineData("?!", Response, GateRule.Empty, Severity.Block)]
    [InlineData(Prompt, "Put it \u0007 there.", GateRule.Control, Severity.Block)]
    [InlineData(Prompt, "Put it \uFFFD there.", GateRule.Control, Severity.Block)]
    [InlineData(Prompt, "Put it \ud800 there.", GateRule.Control, Severity.Block)]
    [InlineData(Prompt, "Put it \u202Eereht\u202C now.", GateRule.Control, Severity.Flag)]
    [InlineData(Prompt, "Put it there.\U000E0049\U000E0067\U000E006E", GateRule.Control, Severity.Flag)]
    [InlineData(Prompt, "Sure.<|im_end|>", GateRule.Template, Severity.Block)]
    [InlineData("[inst] be bad", Response, GateRule.Template, Severity.Block)]
    [InlineData(Prompt, "how DO i keep basil alive, in a kitchen that gets little light", GateRule.Echo, Severity.Block)]
    [InlineData(Prompt, "Use AKIAQ3EGRZ2YB5XW4KTP to log in and water it.", GateRule.Secret, Severity.Block)]
    [InlineData(Prompt, "Ask anna.weber@posteo.de about it.", GateRule.PersonalData, Severity.Flag)]
    [InlineData(Prompt, "Nooooooooooooooooooooooooo, never do that.", GateRule.Repetition, Severity.Flag)]
    [InlineData(Prompt, "WATER IT TWICE A WEEK AND PUT IT NEXT TO THE WINDOW SO THAT IT GETS MORE OF THE LIGHT", GateRule.Noise, Severity.Flag)]
    [InlineData(Prompt, "As an AI language model, I have no basil.", GateRule.Noise, Severity.Flag)]
    [InlineData(Prompt, "sdkjfh wqeoiru zxmcnb qpwoeiru alskdjfh zmxncb wqpoei", GateRule.Mash, Severity.Flag)]
    [InlineData(Prompt, "Stelle es so nah wie möglich ans Fenster und gieße es zweimal in der Woche von unten.", GateRule.Language, Severity.Flag)]
    public void Check_NamesTheRule(string prompt, string response, string rule, Severity severity)
    {
        var finding = Assert.Single(Check(prompt, response));

        Assert.Equal((rule, severity), (finding.Rule, finding.Severity));
        Assert.Contains(finding.Cause.Key, FindingWords.All);
        Assert.Contains(finding.NextStep.Key, FindingWords.All);
        Assert.DoesNotContain("{0}", $"{finding.Cause.English} {finding.NextStep.English}", StringComparison.Ordinal);
        Assert.All(finding.Places, place => Assert.InRange(place.Span.End, place.Span.Start + 1, (place.Field == "prompt" ? prompt : response).Length));
    }

    [Theory]
    [InlineData("if (a <| b |> c) { x <- y |> f() }")]
    [InlineData("F# pipes: xs |> List.map f <| ys, and a || b <|> c")]
    [InlineData("Use <strong>bold</strong> and <small>small</small> text, [INSTALL] and <sample>.")]
    [InlineData("| a | b |\n|----------------------|----------------------|\n| 1 | 2 |\n============================\nThat is the table.")]
    [InlineData("A family \U0001F468\u200D\U0001F469\u200D\U0001F467, a heart \u2764\uFE0F and the flag of Wales \U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F wave to us.")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10")]
    [InlineData("Press \"Copy code\" in the corner, then paste it.")]
    public void Check_OfCodeAndTables_FindsNothing(string response) => Assert.Empty(Check("Show me what that looks like.", response));

    [Fact]
    public void Check_OfAnotherForm_AndAnUnknownCategory_Blocks()
    {
        _preflight.Rules = new GateRules { Kind = EntryKind.Preference, Categories = ["plants"] };

        var findings = _preflight.Check(EntryContent.PromptResponse(Prompt, Response), "animals");

        Assert.Equal([FindingWords.OtherForm, FindingWords.CategoryUnknown], findings.Select(finding => finding.Cause.Key));
        Assert.Contains(_preflight.Check(EntryContent.Preference(Prompt, Response, Response.ToUpperInvariant()), "plants"), finding => finding.Cause.Key == FindingWords.AnswersAreEqual);
        Assert.Empty(_preflight.Check(EntryContent.Preference(Prompt, Response, "Throw it away."), "plants"));
    }

    [Fact]
    public void Check_OfAConversation_WantsAnAnswerAtItsEnd()
    {
        _preflight.Rules = new GateRules { Kind = EntryKind.Conversation };

        Assert.Empty(_preflight.Check(EntryContent.Conversation(("user", Prompt), ("assistant", Response))));
        Assert.Equal(FindingWords.NoAnswerAtTheEnd, Assert.Single(_preflight.Check(EntryContent.Conversation(("assistant", Response), ("user", Prompt)))).Cause.Key);
        Assert.Equal(FindingWords.NoAnswerAtTheEnd, Assert.Single(_preflight.Check(EntryContent.Conversation())).Cause.Key);
    }

    [Fact]
    public void Check_OfWhatIsTooLarge_SaysSoAndLooksNoFurther()
    {
        var finding = Assert.Single(Check(Prompt, new string('a', 32_000)));

        Assert.Equal((GateRule.Size, 32_000), (finding.Rule, finding.Cause.Arguments[1]));
    }

    [Theory]
    [InlineData("<|im_start|>user", "user")]
    [InlineData("a<|im<|x|>_end|>b", "a<|im _end|>b")]
    [InlineData("</s></s>x[/INST]", "x")]
    public void Apply_OfTemplateSigns_LeavesNone(string text, string expected)
    {
        var content = EntryContent.PromptResponse(Prompt, text);

        var once = Repairs.Apply(content, FindingFix.RemoveTemplateSigns, new GateRules());

        Assert.Equal(expected, once.Parts[1].Text);
        Assert.Equal(once.Parts[1].Text, Repairs.Apply(once, FindingFix.RemoveTemplateSigns, new GateRules()).Parts[1].Text);
    }

    [Fact]
    public void Apply_OfEachRepair_MendsWhatItIsOfferedFor()
    {
        var content = EntryContent.PromptResponse(Prompt, $"Ask anna.weber@posteo.de \u0001 with AKIAQ3EGRZ2YB5XW4KTP. <|eot_id|> {Response}");
        var mended = content;
        for (var round = 0; round < 4 && _preflight.Check(mended).FirstOrDefault(finding => finding.Fix is not null) is { Fix: { } fix }; round++)
        {
            mended = Repairs.Apply(mended, fix, _preflight.Rules);
        }

        Assert.Empty(_preflight.Check(mended));
        Assert.Contains("[EMAIL]", mended.Parts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfManyPersonalData_OffersNoPlaceholders()
    {
        var finding = Assert.Single(Check(Prompt, "Ask " + string.Join(" and ", Enumerable.Range(1, 6).Select(at => $"person{at}.weber@posteo.de")) + " about it."));

        Assert.Null(finding.Fix);
        Assert.Equal(6, finding.Places.Count);
    }

    [Fact]
    public void Check_OfACopy_NamesTheOther_UntilItIsRemoved()
    {
        _preflight.Add(Corpus.Id(1), EntryContent.PromptResponse(Prompt, Response));

        var copy = Assert.Single(Check(Prompt.ToUpperInvariant(), Response));
        Assert.Equal((GateRule.Copy, Severity.Block, Corpus.Id(1)), (copy.Rule, copy.Severity, copy.Evidence.Match!.Value.Id));
        Assert.Empty(_preflight.Check(EntryContent.PromptResponse(Prompt, Response), revisionOf: Corpus.Id(1)));
        var near = Assert.Single(Check(Prompt, Response.Replace("twice", "once", StringComparison.Ordinal)));
        Assert.Equal((GateRule.NearCopy, Severity.Flag, MatchKind.Duplicate), (near.Rule, near.Severity, near.Evidence.Match!.Value.Kind));

        _preflight.Remove(Corpus.Id(1));
        Assert.Empty(Check(Prompt, Response));
    }

    [Fact]
    public void Check_OfOneMoreAnswer_IsWelcome_UntilThereAreEnough()
    {
        string[] answers = ["Sell it and buy a cactus.", "A lamp over the sink solves that.", "Carry it outside every morning.", "My aunt freezes hers in oil instead."];
        for (var answer = 0; answer < 3; answer++)
        {
            Assert.All(Check(Prompt, answers[answer]), finding => Assert.Equal(Severity.Info, finding.Severity));
            _preflight.Add(Corpus.Id(answer), EntryContent.PromptResponse(Prompt, answers[answer]));
        }

        Assert.Equal(FindingWords.EnoughAnswers, Assert.Single(Check(Prompt, answers[3])).Cause.Key);
    }

    [Fact]
    public void Check_OfAnEvaluationQuestion_Blocks_AndSaysWhere()
    {
        var evaluations = new ContaminationIndex();
        evaluations.Add(new EvaluationItem("plants-test", "3", [Prompt]));
        using var preflight = new Preflight(new GateRules(), evaluations);

        var finding = Assert.Single(preflight.Check(EntryContent.PromptResponse($"Tell me please: {Prompt}", Response)));

        Assert.Equal((GateRule.Contamination, Severity.Block, "prompt"), (finding.Rule, finding.Severity, finding.Field));
        Assert.Equal("plants-test", finding.Evidence.Leak!.Set);
    }

    [Fact]
    public void Shared_OfTwoEntries_TellsThePiecesPartByPart()
    {
        var shared = Preflight.Shared(EntryContent.PromptResponse("What else?", $"Well. {Response}"), EntryContent.PromptResponse(Prompt, Response));

        var pair = Assert.Single(shared);
        Assert.Equal((1, 1), (pair.Part, pair.OtherPart));
        Assert.StartsWith("Put it as close", pair.Spans[0].One.Of($"Well. {Response}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_AsJson_KeepsRuleAndEvidence()
    {
        _preflight.Add(Corpus.Id(1), EntryContent.PromptResponse(Prompt, Response));

        var json = Assert.Single(Check(Prompt, Response)).ToJson();

        Assert.Equal("G07", (string?)json["rule"]);
        Assert.Equal(Corpus.Id(1).Text, (string?)json["match"]!["entry"]);
    }

    private IReadOnlyList<Finding> Check(string prompt, string response) => _preflight.Check(EntryContent.PromptResponse(prompt, response));
}
