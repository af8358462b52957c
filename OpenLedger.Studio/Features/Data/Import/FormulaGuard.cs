namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Table programs run a cell that begins like a formula. On the way out such a cell gets an apostrophe before it, which they hide; on
/// the way in it is taken off again, so that a table that comes back says what it said.
/// </summary>
internal static class FormulaGuard
{
    private const char Apostrophe = '\'';

    public static string Protected(string cell) => IsFormula(cell) ? Apostrophe + cell : cell;

    public static string Unprotected(string cell) => cell.StartsWith(Apostrophe) && IsFormula(cell) ? cell[1..] : cell;

    private static bool IsFormula(string cell) => cell.AsSpan().TrimStart(Apostrophe) is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
