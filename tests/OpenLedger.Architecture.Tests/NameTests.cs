using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>What a type may not be called: words that say nothing of what it does.</summary>
public partial class NameTests
{
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Service", "Services", "Misc", "Common"];

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+|[0-9]+")]
    private static partial Regex Word { get; }

    [Theory]
    [InlineData("OpenLedger.Training")]
    [InlineData("OpenLedger.Datanets")]
    [InlineData("OpenLedger.Attribution")]
    [InlineData("openledger")]
    public void TypeNames_HaveNoEmptyWords(string project)
    {
        var empty = OwnTypes(project).Where(type => Word.Matches(type.Name).Any(word => EmptyWords.Contains(word.Value)));

        Assert.Empty(empty.Select(type => type.FullName));
    }

    private static IEnumerable<Type> OwnTypes(string project) =>
        Assembly.Load(project).GetTypes().Where(type =>
            type.Namespace?.StartsWith("OpenLedger", StringComparison.Ordinal) == true
            && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            && !type.Name.Contains('<', StringComparison.Ordinal));
}
