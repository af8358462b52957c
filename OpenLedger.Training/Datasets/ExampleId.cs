using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Training.Datasets;

/// <summary>
/// The name of an example by what it says: the SHA-256 of one canonical form in UTF-8. It decides on which side of the held-out
/// split an example lies and what an answer is later credited to, so these forms never change:
/// <list type="bullet">
/// <item><c>messages</c>, line feed, the canonical JSON (<see cref="CanonicalJson"/>) of an object of the row's <c>messages</c>
/// and, where they are there and not null, <c>tools</c> and <c>documents</c>. Other keys of a row (numbers, categories, sources)
/// do not make it another example.</item>
/// <item><c>text</c>, line feed, the prompt, U+0000, the text.</item>
/// <item><c>tokens</c>, line feed, the ids in decimal with commas, line feed, the labels likewise, or <c>all</c>.</item>
/// </list>
/// </summary>
internal static class ExampleId
{
    private static readonly string[] WhatIsSaid = [ExampleFields.Documents, ExampleFields.Messages, ExampleFields.Tools];

    public static string OfMessages(JsonObject variables)
    {
        var form = new StringBuilder("messages\n{");
        var separator = "";
        foreach (var name in WhatIsSaid)
        {
            if (variables[name] is { } value)
            {
                form.Append(separator).Append('"').Append(name).Append("\":");
                CanonicalJson.Write(value, form);
                separator = ",";
            }
        }

        return Hash(form.Append('}').ToString());
    }

    public static string OfText(string prompt, string text) => Hash($"text\n{prompt}\0{text}");

    public static string OfTokens(int[] ids, int[]? labels) =>
        Hash($"tokens\n{Numbers(ids)}\n{(labels is null ? "all" : Numbers(labels))}");

    private static string Numbers(int[] numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static string Hash(string form) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form)));
}
