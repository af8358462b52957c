using OpenLedger.Datanets.Entries;
using OpenLedger.Datanets.Policies;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Datanets;

/// <summary>What stands in the form of a Datanet, as it is typed.</summary>
internal sealed class DatanetForm
{
    public const int LongestTitle = 120;
    public const int LongestPurpose = 1_000;
    public const int LongestGuidelines = 8_000;
    public const int LongestLine = 300;
    public const int LongestExample = 2_000;

    private const int MostCategories = 200;
    private const int MostExamples = 20;

    public string Title { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Guidelines { get; set; } = "";

    public List<ExampleLine> Examples { get; } = [];

    public List<CategoryLine> Categories { get; } = [];

    public EntryKind Kind { get; set; }

    public string Licences { get; set; } = "CC BY 4.0";

    public string Languages { get; set; } = "";

    public PolicyPreset Preset { get; set; }

    /// <summary>The numbers of the policy as JSON; empty: those of the preset.</summary>
    public string Policy { get; set; } = "";

    public bool LinksNetworks { get; set; }

    public DatanetVisibility Visibility { get; set; } = DatanetVisibility.InviteOnly;

    public static DatanetForm Of(Datanet datanet)
    {
        var card = datanet.Card;
        var form = new DatanetForm
        {
            Title = datanet.Title,
            Purpose = card.Purpose,
            Guidelines = card.Guidelines,
            Kind = card.Kind,
            Licences = string.Join(", ", card.Licences),
            Languages = string.Join(", ", card.Languages),
            Preset = card.Preset,
            Policy = Bare(card.Rules) == Bare(PolicyPresets.Of(card.Preset)) ? "" : card.Policy,
            LinksNetworks = card.LinksNetworks,
            Visibility = datanet.Visibility,
        };
        form.Examples.AddRange(card.Examples.Select(example => new ExampleLine { IsGood = example.IsGood, Text = example.Text, Why = example.Why }));
        form.Categories.AddRange(card.Categories.Select(category => new CategoryLine { Name = category.Name, Description = category.Description, Wanted = category.Wanted }));
        return form;
    }

    /// <summary>All that is wrong, each with the field that it is about.</summary>
    public IReadOnlyList<(string Field, Sentence Problem)> Problems()
    {
        var problems = new List<(string, Sentence)>();
        Check(problems, "title", Title.Trim().Length == 0, new Sentence("Give it a title."));
        Check(problems, "title", Title.Length > LongestTitle, new Sentence("The title is too long. Shorten it: up to {0} characters fit.", LongestTitle));
        Check(problems, "purpose", Purpose.Trim().Length == 0, new Sentence("Say in a sentence what it is for: contributors read it first."));
        Check(problems, "purpose", Purpose.Length > LongestPurpose, new Sentence("The purpose is too long: up to {0} characters fit. Put the rest into the guidelines.", LongestPurpose));
        Check(problems, "guidelines", Guidelines.Length > LongestGuidelines, new Sentence("The guidelines are too long. Shorten them: up to {0} characters fit.", LongestGuidelines));
        Check(problems, "licences", ListOf(Licences).Count == 0, new Sentence("Name at least one licence under which entries are given, such as CC BY 4.0."));
        Check(problems, "languages", ListOf(Languages).Any(language => language.Length != 2 || !language.All(char.IsAsciiLetter)), new Sentence("Write languages as two letters, parted by commas: en, de. Leave it empty for any language."));
        Check(problems, "categories", Named().Select(category => category.Name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count() < Named().Count(), new Sentence("Two categories have the same name. Rename one of them."));
        Check(problems, "categories", Named().Count() > MostCategories, new Sentence("These are too many categories. Take some out: up to {0} can be overseen.", MostCategories));
        Check(problems, "categories", Categories.Any(category => category.Name.Length > LongestTitle || category.Description.Length > LongestLine), new Sentence("The name or the line of a category is too long. Shorten it."));
        Check(problems, "categories", Categories.Any(category => category.Wanted is < 0 or > 10_000_000), new Sentence("How many entries a category wants is a number: write one from 0 to 10,000,000."));
        Check(problems, "examples", Examples.Count > MostExamples || Examples.Any(example => example.Text.Length > LongestExample || example.Why.Length > LongestLine), new Sentence("The examples are too many or too long. Take some out, or shorten them: up to {0}, each of up to {1} characters.", MostExamples, LongestExample));
        if (Policy.Trim().Length > 0)
        {
            problems.AddRange(PolicyJson.Read(Policy).Problems.Select(problem => ("policy", new Sentence("{0}: {1}", problem.Name ?? "JSON", new Sentence(problem.Message, problem.Arguments)))));
        }

        return problems;
    }

    /// <summary>What is kept of it, under the number of the version that it becomes.</summary>
    public DatanetCard Card(int version)
    {
        var policy = Policy.Trim().Length > 0 ? PolicyJson.Read(Policy).Policy : PolicyPresets.Of(Preset);
        var languages = ListOf(Languages).ConvertAll(language => language.ToLowerInvariant());
        return new DatanetCard
        {
            Purpose = Purpose.Trim(),
            Guidelines = Guidelines.Trim(),
            Examples = [.. Examples.Where(example => example.Text.Trim().Length > 0).Select(example => new WorkedExample(example.IsGood, example.Text.Trim(), example.Why.Trim()))],
            Categories = [.. Named().Select(category => new DatanetCategory(category.Name.Trim(), category.Description.Trim(), category.Wanted))],
            Kind = Kind,
            Licences = ListOf(Licences),
            Languages = languages,
            Preset = Preset,
            LinksNetworks = LinksNetworks && Preset == PolicyPreset.OpenCrowd,
            Policy = PolicyJson.Text(policy with { PolicyVersion = version, Gates = policy.Gates with { Languages = languages } }),
        };
    }

    /// <summary>A policy's numbers alone: version and languages are the Datanet's.</summary>
    private static string Bare(ReviewPolicy policy) => PolicyJson.Text(policy with { PolicyVersion = 1, Gates = policy.Gates with { Languages = [] } });

    private static void Check(List<(string Field, Sentence Problem)> problems, string field, bool isWrong, Sentence problem)
    {
        if (isWrong)
        {
            problems.Add((field, problem));
        }
    }

    private static List<string> ListOf(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private IEnumerable<CategoryLine> Named() => Categories.Where(category => category.Name.Trim().Length > 0);

    /// <summary>A category in the form.</summary>
    public sealed class CategoryLine
    {
        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public int Wanted { get; set; }
    }

    /// <summary>An example in the form.</summary>
    public sealed class ExampleLine
    {
        public bool IsGood { get; set; } = true;

        public string Text { get; set; } = "";

        public string Why { get; set; } = "";
    }
}
