using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Writes the rows that were set aside: one line of JSON each, with the row, the field, the reason (as a sentence, and in parts that can be
/// translated) and the row as it stood.
/// </summary>
internal sealed class SetAsideWriter(TextWriter output, ImportLimits limits)
{
    private long _written;

    public void Write(RowProblem problem, SourceRow row)
    {
        if (_written > limits.SetAsideBytes)
        {
            return;
        }

        var line = new JsonObject
        {
            ["row"] = problem.Row,
            ["field"] = problem.Field,
            ["kind"] = problem.Kind.ToString(),
            ["reason"] = problem.Message.ToString(),
            ["said"] = new JsonArray([problem.Message.Text, .. problem.Message.Arguments.Select(argument => JsonValue.Create(Convert.ToString(argument, CultureInfo.InvariantCulture)))]),
            ["original"] = row.Fields?.DeepClone() ?? row.Raw,
        }.ToJsonString(CanonicalExample.Spelling);
        output.WriteLine(line);
        _written += line.Length;
    }
}
