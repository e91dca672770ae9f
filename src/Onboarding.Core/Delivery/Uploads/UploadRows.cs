namespace Onboarding.Delivery.Uploads;

/// <summary>Files of rows that belong together, with a new one where a limit of the platform would be passed.</summary>
/// <param name="files">The job's parts.</param>
/// <param name="job">The job.</param>
/// <param name="format">The limits.</param>
/// <param name="of">What tells these files from others of the job.</param>
/// <param name="extension">How their names end.</param>
/// <param name="head">What stands before the rows, by what the platform is to do with the file.</param>
internal sealed class UploadRows(UploadFiles files, UploadJob job, UploadFormat format, string? of, string extension, Func<UploadAction, byte[]> head)
{
    private readonly long _maxRows = format.IsBalanced ? Balance(Math.Max(1, job.Members), format.MaxRows) : format.MaxRows;
    private UploadFile? _file;
    private int _number;
    private long _rows;

    /// <summary>Writes a row.</summary>
    /// <param name="row">The row with its line end.</param>
    /// <param name="beginsMember">Whether it is the first one of a member.</param>
    public void Write(ReadOnlySpan<byte> row, bool beginsMember)
    {
        if (_file is null || _rows == _maxRows || _file.Length + row.Length > format.MaxBytes)
        {
            Finish();
            _rows = 0;
            // The first file makes the list anew; the next ones would undo it if they did the same.
            var action = job.Action == UploadAction.Replace && _number > 0 ? UploadAction.Add : job.Action;
            _file = files.Create(action, of, ++_number, extension);
            _file.Write(head(action));
        }

        _file.Write(row);
        _file.Members += beginsMember || _rows == 0 ? 1 : 0;
        _rows++;
    }

    public void Finish() => _file?.Finish();

    private static long Balance(long members, long most)
    {
        var count = ((members - 1) / most) + 1;
        return ((members - 1) / count) + 1;
    }
}
