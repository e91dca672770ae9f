namespace Onboarding.Records;

/// <summary>How the numbers of a phone column are written.</summary>
internal sealed class PhoneColumnProfile
{
    private const int Enough = 4096;

    private long _marked;
    private long _bare;

    public bool IsComplete => _marked + _bare >= Enough;

    public bool CarriesZeros => _marked > _bare;

    public void Add(ReadOnlySpan<byte> value)
    {
        value = value.Trim(" \t"u8);
        _bare += CellCheck.IsBareNumber(value) ? 1 : 0;
        _marked += !value.IsEmpty && value[0] is (byte)'0' or (byte)'+' or (byte)'(' ? 1 : 0;
    }
}
