using System.Globalization;
using System.Runtime.InteropServices;

namespace OpenLedger.Studio.Controls;

/// <summary>What is known at a step, a value a column. Not a number means "not measured here".</summary>
public sealed record CurveRow(int Step, params float[] Values)
{
    /// <summary>Rows as a chart's script takes them: step and values as float32, one row after the other.</summary>
    public static byte[] Pack(IReadOnlyList<CurveRow> rows, int columns)
    {
        var width = columns + 1;
        var bytes = new byte[rows.Count * width * sizeof(float)];
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (var row = 0; row < rows.Count; row++)
        {
            numbers[row * width] = rows[row].Step;
            for (var column = 0; column < columns; column++)
            {
                numbers[(row * width) + column + 1] = rows[row].At(column);
            }
        }

        return bytes;
    }

    public float At(int column) => column < Values.Length ? Values[column] : float.NaN;

    /// <summary>This row, with what another one of the same step knows.</summary>
    public CurveRow With(CurveRow later) =>
        new(Step, [.. Enumerable.Range(0, Math.Max(Values.Length, later.Values.Length)).Select(column => float.IsNaN(later.At(column)) ? At(column) : later.At(column))]);

    public static string Text(float value, CurveNumbers numbers) => float.IsNaN(value) ? "–" : numbers switch
    {
        CurveNumbers.Small => value.ToString("0.##E+0", CultureInfo.CurrentCulture),
        CurveNumbers.Whole => NumberText.Whole(value),
        CurveNumbers.Bytes => NumberText.Bytes(value),
        _ => value.ToString("0.###", CultureInfo.CurrentCulture),
    };
}
