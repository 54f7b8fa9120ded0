/**
 * What Charrette is measured against: socket.io on node, which passes ideas on and saves nothing.
 *
 * `node tools/bench/node_relay.mjs PORT SHAPES`. SHAPES is a file with the messages that the other relay sends too
 * (`shapes.py`), so that all send as many bytes. The backlog is ours: with that of node (511) a full hall that comes at
 * once would be turned away at the door. Socket.IO was written for node: this is the server of its own makers.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { argv } from "node:process";
import { Server } from "socket.io";

const [port, shapes] = argv.slice(2);
const { stream, snapshot, event } = JSON.parse(readFileSync(shapes, "utf8"));
let seq = snapshot.ideas.length;

/** @param {number} at @param {string} text */
const eventOf = (at, text) => {
  const { ideas, tally } = event.data.changes;
  const idea = { ...ideas[0], id: at, number: at, text };
  const changes = { ideas: [idea], tally: { ...tally, ideas: at, people: at } };
  return { ...event, seq: at, data: { ...event.data, idea: at, changes } };
};

const server = createServer((_, answer) => answer.writeHead(404).end());
const io = new Server(server, { serveClient: false, pingInterval: 20_000, pingTimeout: 15_000 });

io.on("connection", (phone) => {
  phone.on("follow", (_, answer) => {
    phone.join(stream);
    answer({ ok: true, stream, seq, snapshot });
  });
  phone.on("command", ({ text }, answer) => {
    seq += 1;
    io.to(stream).emit("events", { stream, events: [eventOf(seq, text)] });
    answer({ ok: true, seq, result: {} });
  });
});

server.listen({ port: Number(port), host: "127.0.0.1", backlog: 2048 });
