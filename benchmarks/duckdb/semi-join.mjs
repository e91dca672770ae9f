// Loads two files of tokens in hexadecimal, one a line, into memory, and then counts those of the second that the first has, each time it is asked by a line "blob" or "hex".
import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';

const [left, right, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();

async function value(sql) {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows()[0][0];
}

for (const [name, file] of [['audience', left], ['own', right]]) {
  const tokens = `read_csv('${file.replaceAll("'", "''")}', header = false, columns = {'token': 'VARCHAR'})`;
  await connection.run(`CREATE TABLE ${name}_hex AS SELECT token FROM ${tokens}`);
  await connection.run(`CREATE TABLE ${name}_blob AS SELECT unhex(token) AS token FROM ${name}_hex`);
}

console.log(`DuckDB ${await value('SELECT version()')}, ${await value("SELECT current_setting('threads')")} threads`);
for await (const column of createInterface({ input: process.stdin })) {
  if (column !== 'blob' && column !== 'hex') {
    throw new Error('blob or hex');
  }

  console.log(String(await value(`SELECT count(*) FROM own_${column} SEMI JOIN audience_${column} USING (token)`)));
}

connection.closeSync();
