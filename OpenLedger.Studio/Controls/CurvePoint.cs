using System.Runtime.InteropServices;

namespace OpenLedger.Studio.Controls;

/// <summary>One point of a live curve: the step, and what is known at it. Not a number means "not measured here".</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct CurvePoint(float Step, float Training, float HeldOut)
{
    public static byte[] Pack(IReadOnlyList<CurvePoint> points)
    {
        var bytes = new byte[points.Count * 3 * sizeof(float)];
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
        for (var i = 0; i < points.Count; i++)
        {
            numbers[3 * i] = points[i].Step;
            numbers[(3 * i) + 1] = points[i].Training;
            numbers[(3 * i) + 2] = points[i].HeldOut;
        }

        return bytes;
    }
}
