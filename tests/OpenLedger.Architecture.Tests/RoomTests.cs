using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace OpenLedger.Architecture.Tests;

/// <summary>Who may know whom, between the rooms of a project.</summary>
public class RoomTests
{
    private const string Features = "OpenLedger.Studio.Features.";

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies(System.Reflection.Assembly.Load("OpenLedger.Training"), System.Reflection.Assembly.Load("openledger")).Build();

    [Fact]
    public void Features_ReachEachOther_ThroughDesksOnly()
    {
        var desks = House.Types.Where(type => type.FullName.StartsWith(Features, StringComparison.Ordinal) && type.Name.EndsWith("Desk", StringComparison.Ordinal)).ToArray();
        // What a desk takes and gives belongs to it.
        var open = desks.Concat(desks.SelectMany(desk => desk.GetMethodMembers()
                .Where(method => method.Visibility is Visibility.Public)
                .SelectMany(method => method.Parameters.Append(method.ReturnType))))
            .Select(type => type.FullName)
            .ToHashSet(StringComparer.Ordinal);

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

    private static IEnumerable<(string From, string To)> Knowledge() =>
        House.Types.SelectMany(type => type.Dependencies.Select(dependency => (type.FullName, dependency.Target.FullName)));

    private static bool IsIn(string type, string room) => type.StartsWith(room + ".", StringComparison.Ordinal);

    private static string? FeatureOf(string type) =>
        type.StartsWith(Features, StringComparison.Ordinal) ? type[Features.Length..].Split('.')[0] : null;
}
