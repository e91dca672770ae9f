namespace Onboarding.Csv;

/// <summary>A row's place in a source of several texts, in one number: which text, and the line. In the first text the number is the line.</summary>
internal static class RowPosition
{
    private const int LineBits = 40;

    public static long Create(int part, long line) => ((long)part << LineBits) + line;

    public static int GetPart(long position) => (int)(position >> LineBits);

    public static long GetLine(long position) => position & ((1L << LineBits) - 1);
}
