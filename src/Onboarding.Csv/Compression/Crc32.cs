using System.Buffers.Binary;

namespace Onboarding.Csv;

/// <summary>CRC-32 of RFC 1952 section 8, eight bytes at a time; the framework has none.</summary>
internal static class Crc32
{
    private static readonly uint[][] s_tables = CreateTables();

    /// <summary>Continues a checksum; 0 begins one.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        var (t0, t1, t2, t3, t4, t5, t6, t7) = (s_tables[0], s_tables[1], s_tables[2], s_tables[3], s_tables[4], s_tables[5], s_tables[6], s_tables[7]);
        while (data.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
            data = data[8..];
        }

        foreach (var value in data)
        {
            crc = (crc >> 8) ^ t0[(byte)(crc ^ value)];
        }

        return ~crc;
    }

    private static uint[][] CreateTables()
    {
        var tables = new uint[8][];
        for (var slice = 0; slice < tables.Length; slice++)
        {
            tables[slice] = new uint[256];
            for (var i = 0; i < 256; i++)
            {
                var value = slice == 0 ? (uint)i : tables[slice - 1][i];
                for (var bit = 0; bit < 8; bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
                }

                tables[slice][i] = value;
            }
        }

        return tables;
    }
}
