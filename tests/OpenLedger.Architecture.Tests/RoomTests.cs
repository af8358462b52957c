using ArchUnitNET.Loader;

namespace OpenLedger.Architecture.Tests;

/// <summary>Who may know whom, between the rooms of a project.</summary>
public class RoomTests
{
    private const string Training = "OpenLedger.Training";
    private const string Datanets = "OpenLedger.Datanets";
    private const string Attribution = "OpenLedger.Attribution";

    /// <summary>The rooms of a library from the ground up, as docs/rooms.md lists them; rooms on one landing do not know each other.</summary>
    private static readonly string[][] TrainingLandings =
    [
        ["Tensors", "Json", "Chance", "Tokenization", "Verdicts"],
        ["Checkpoints", "Chat", "Optimization", "Tuning"],
        ["Kernels", "Architectures", "Lora"],
        ["Datasets"],
        ["Recipes"],
        ["BaseModels"],
        ["Generation", "Evaluations", "Inspections", "Estimates"],
        ["Runs"],
    ];

    private static readonly string[][] DatanetsLandings =
    [
        ["Json", "Texts"],
        ["Entries"],
        ["Duplicates", "Contamination"],
        ["Gates"],
        ["Policies", "Releases"],
        ["Trust", "Agreement"],
        ["Reviews"],
        ["Queues"],
    ];

    private static readonly string[][] AttributionLandings =
    [
        ["Merkle", "Signatures"],
    ];

    private static readonly string[] KnowEachOther = ["Kernels", "Architectures", "Lora"];

    private const string Features = "OpenLedger.Studio.Features.";

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies(System.Reflection.Assembly.Load(Training), System.Reflection.Assembly.Load(Datanets), System.Reflection.Assembly.Load(Attribution), System.Reflection.Assembly.Load("openledger")).Build();

    [Theory]
    [InlineData(Training)]
    [InlineData(Datanets)]
    [InlineData(Attribution)]
    public void Rooms_KnowOnlyRoomsBelowThem(string library)
    {
        var crossings = Knowledge()
            .Select(pair => (From: RoomOf(library, pair.From), To: RoomOf(library, pair.To), Text: $"{pair.From} knows {pair.To}"))
            .Where(pair => pair.From is not null && pair.To is not null && pair.From != pair.To && !MayKnow(library, pair.From, pair.To))
            .Select(pair => pair.Text)
            .Distinct();

        Assert.Empty(crossings);
    }

    [Theory]
    [InlineData(Training)]
    [InlineData(Datanets)]
    [InlineData(Attribution)]
    public void Rooms_HaveTheirLanding(string library) =>
        Assert.Empty(House.Types.Select(type => RoomOf(library, type.FullName)).OfType<string>().Distinct().Except(LandingsOf(library).SelectMany(rooms => rooms)));

    [Fact]
    public void Features_ReachEachOther_ThroughDesksOnly()
    {
        // What a desk takes and gives belongs to it.
        var desks = System.Reflection.Assembly.Load("openledger").GetTypes().Where(type => FeatureOf(type.FullName!) is not null && type.Name.EndsWith("Desk", StringComparison.Ordinal));
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var desk in desks)
        {
            Open(desk, open);
            foreach (var method in desk.GetMethods().Where(method => method.DeclaringType == desk))
            {
                foreach (var type in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
                {
                    Open(type, open);
                }
            }
        }

        var crossings = Knowledge()
            .Where(pair => FeatureOf(pair.From) is { } from && FeatureOf(pair.To) is { } to && from != to && !open.Contains(pair.To))
            .Select(pair => $"{pair.From} knows {pair.To}")
            .Distinct();

        Assert.Empty(crossings);
    }

    [Theory]
    [InlineData("OpenLedger.Studio.CommandLine", "OpenLedger.Studio.Features")]
    [InlineData("OpenLedger.Studio.CommandLine", "Microsoft.AspNetCore")]
    [InlineData("OpenLedger.Studio.Features", "OpenLedger.Studio.CommandLine")]
    [InlineData("OpenLedger.Studio.Controls", "OpenLedger.Studio.Features")]
    public void Room_DoesNotKnow(string room, string forbidden)
    {
        var crossings = Knowledge()
            .Where(pair => IsIn(pair.From, room) && IsIn(pair.To, forbidden))
            .Select(pair => $"{pair.From} knows {pair.To}")
            .Distinct();

        Assert.Empty(crossings);
    }

    /// <summary>A record of a feature is open together with the records it is made of.</summary>
    private static void Open(System.Type type, HashSet<string> open)
    {
        foreach (var argument in type.GetGenericArguments())
        {
            Open(argument, open);
        }

        if (FeatureOf(type.FullName ?? "") is not null && open.Add(type.FullName!) && !type.Name.EndsWith("Desk", StringComparison.Ordinal))
        {
            foreach (var property in type.GetProperties())
            {
                Open(property.PropertyType, open);
            }
        }
    }

    private static bool MayKnow(string library, string from, string to) =>
        LandingOf(library, to) < LandingOf(library, from) || (library == Training && KnowEachOther.Contains(from) && KnowEachOther.Contains(to));

    private static string[][] LandingsOf(string library) => library switch
    {
        Training => TrainingLandings,
        Attribution => AttributionLandings,
        _ => DatanetsLandings,
    };

    private static int LandingOf(string library, string room) => Array.FindIndex(LandingsOf(library), rooms => rooms.Contains(room));

    /// <summary>The room of a type; what lies in no folder (the exception, the reading of files) is everyone's.</summary>
    private static string? RoomOf(string library, string type) =>
        type.StartsWith(library + ".", StringComparison.Ordinal) && type[(library.Length + 1)..].Split('.') is { Length: > 1 } parts ? parts[0] : null;

    private static IEnumerable<(string From, string To)> Knowledge() =>
        House.Types.SelectMany(type => type.Dependencies.Select(dependency => (type.FullName, dependency.Target.FullName)));

    private static bool IsIn(string type, string room) => type.StartsWith(room + ".", StringComparison.Ordinal);

    private static string? FeatureOf(string type) =>
        type.StartsWith(Features, StringComparison.Ordinal) ? type[Features.Length..].Split('.')[0] : null;
}
